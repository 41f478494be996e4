import type { ReactNode } from "react";

/** Names and values, one below the other; on a narrow place each value under its name. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="@container flex flex-col gap-2.5">{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 @2xs:grid-cols-[7.5em_minmax(0,1fr)]">
      <dt className="text-text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
