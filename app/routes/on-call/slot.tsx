import { Link } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { Glow } from "#app/live/glow.tsx";
import { dutyWords, type OnCallRole } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";

interface SlotProps {
  entry: Entry | undefined;
  date: string;
  role: OnCallRole;
  /** The gap that matters: nobody is primary. */
  urgent: boolean;
  /** Where somebody is put on call or replaced; null for those who may not, and for days that are over. */
  to: string | null;
}

const link = "inline-flex min-h-11 min-w-0 items-center gap-1 rounded-md hover:underline sm:min-h-8";

/** One role of one day: its person, who can be replaced, or the gap and the way to fill it. */
export function Slot({ entry, date, role, urgent, to }: SlotProps) {
  const what = dutyWords(role, date);
  if (!entry)
    return (
      <span className="flex min-h-11 flex-wrap items-center gap-x-2 sm:min-h-9">
        {urgent && <span className="font-medium text-danger-text">Nobody</span>}
        {to ? (
          <Link
            to={to}
            preventScrollReset
            aria-label={`Add someone as ${what}`}
            className={cx(link, urgent ? "font-medium text-danger-text underline" : "text-text-muted")}
          >
            {!urgent && <Icon name="plus" className="size-3.5" />}
            {urgent ? "Add someone" : "Add"}
          </Link>
        ) : (
          !urgent && <span className="text-text-muted">–</span>
        )}
      </span>
    );
  const name = <span className={cx("min-w-0 truncate", role === "primary" && "font-medium")}>{entry.name}</span>;
  return (
    <Glow id={entry.id} className="flex min-h-11 min-w-0 items-center gap-2 sm:min-h-9">
      {to ? (
        <Link to={to} preventScrollReset aria-label={`${entry.name}, ${what}: change`} className={link}>
          {name}
        </Link>
      ) : (
        name
      )}
      {entry.problem && (
        <span className="inline-flex items-center gap-1 text-small text-danger-text">
          <Icon name="triangle-alert" className="size-3.5" />
          {entry.problem}
        </span>
      )}
    </Glow>
  );
}
