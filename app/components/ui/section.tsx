import { type ReactNode, useId } from "react";

export interface SectionProps {
  title: ReactNode;
  /** At the right of the title. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page with its heading, without a frame: cards don't lie in cards. */
export function Section({ title, action, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <header className="mb-1.5 flex min-h-8 items-center justify-between gap-3">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}
