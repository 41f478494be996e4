import { Link, useSearchParams } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { setParam, toggleParam, valuesOf } from "#app/lib/url.ts";
import { feedTypes } from "#app/register.ts";

const chip =
  "inline-flex min-h-10 items-center gap-1.5 rounded-full border px-3 text-small whitespace-nowrap sm:min-h-8";
const look = (on: boolean) =>
  cx(
    chip,
    on
      ? "border-accent bg-success-soft font-medium text-text"
      : "border-border-strong bg-surface-raised text-text-muted hover:text-text",
  );

/** One press per kind; several at once add up. */
export function TypeChips() {
  const [params] = useSearchParams();
  const chosen = valuesOf(params, "type");
  return (
    <nav aria-label="Kinds of events" className="flex flex-wrap gap-2">
      <Link
        to={setParam(params, "type", null)}
        preventScrollReset
        aria-current={chosen.length === 0 ? "true" : undefined}
        className={look(chosen.length === 0)}
      >
        Everything
      </Link>
      {feedTypes.map(({ value, label }) => {
        const on = chosen.includes(value);
        return (
          <Link
            key={value}
            to={toggleParam(params, "type", value)}
            preventScrollReset
            aria-current={on ? "true" : undefined}
            className={look(on)}
          >
            {on && <Icon name="check" className="size-3.5" />}
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
