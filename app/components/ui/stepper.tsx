import { Link } from "@remix-run/react";
import { cx } from "#app/lib/cx.ts";
import { Icon } from "./icon.tsx";

export interface Step {
  label: string;
  /** The step's own page: each can be come back to. Absent where it can't be opened yet. */
  to?: string;
  state: "done" | "current" | "coming";
}

const marks = {
  done: "border-accent bg-accent text-on-accent",
  current: "border-accent text-accent-text",
  coming: "border-border-strong text-text-muted",
};

/** Where one is in something of several pages, and the way back to each that was open. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const at = steps.findIndex(({ state }) => state === "current");
  return (
    <nav aria-label={label}>
      <p className="mb-2 text-small text-text-muted sm:hidden">
        Step {at + 1} of {steps.length}
      </p>
      <ol className="flex flex-col gap-1 sm:flex-row sm:flex-wrap sm:gap-x-6">
        {steps.map((step, n) => (
          <li key={step.label} aria-current={step.state === "current" ? "step" : undefined}>
            <StepLink step={step} number={n + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepLink({ step: { label, to, state }, number }: { step: Step; number: number }) {
  const content = (
    <>
      <span
        className={cx(
          "figures flex size-6 shrink-0 items-center justify-center rounded-full border text-small font-semibold",
          marks[state],
        )}
      >
        {state === "done" ? <Icon name="check" className="size-3.5" strokeWidth={3} /> : number}
      </span>
      <span className={state === "coming" ? "text-text-muted" : "font-medium"}>
        {label}
        {state === "done" && <span className="sr-only">, done</span>}
      </span>
    </>
  );
  const shape = "flex min-h-11 items-center gap-2 sm:min-h-9";
  if (!to || state === "current") return <span className={shape}>{content}</span>;
  return (
    <Link to={to} prefetch="intent" className={cx(shape, "hover:underline")}>
      {content}
    </Link>
  );
}
