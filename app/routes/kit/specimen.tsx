import { type ReactNode, useId } from "react";

/** One primitive: its name, and each of its states with the state's name above it. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3 font-semibold">
        {name}
      </h2>
      <div className="flex flex-col gap-5 rounded-lg border border-border bg-surface-raised p-4">{children}</div>
    </section>
  );
}

/** `row`: its parts stand side by side. */
export function State({ of, row = false, children }: { of: string; row?: boolean; children: ReactNode }) {
  return (
    <div>
      <p className="mb-1.5 text-small text-text-muted">{of}</p>
      <div className={row ? "flex flex-wrap items-center gap-2" : undefined}>{children}</div>
    </div>
  );
}
