import { Link } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { Glow } from "#app/live/glow.tsx";
import { dateWords } from "#packages/core/dates.ts";
import { type OnCallRole, onCallRoleWords } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";
import { RemoveEntry } from "./remove-entry.tsx";

interface SlotProps {
  entry: Entry | undefined;
  date: string;
  role: OnCallRole;
  /** The gap that matters: nobody is primary. */
  urgent: boolean;
  addTo: string | null;
  mayRemove: boolean;
}

/** One role of one day: its person, or the gap and the way to fill it. */
export function Slot({ entry, date, role, urgent, addTo, mayRemove }: SlotProps) {
  if (entry)
    return (
      <Glow id={entry.id} className="flex min-h-11 min-w-0 items-center gap-1 sm:min-h-9">
        <span className={cx("min-w-0 truncate", role === "primary" && "font-medium")}>{entry.name}</span>
        {entry.problem && (
          <span className="inline-flex items-center gap-1 text-small text-danger-text">
            <Icon name="triangle-alert" className="size-3.5" />
            {entry.problem}
          </span>
        )}
        {mayRemove && <RemoveEntry entry={entry} />}
      </Glow>
    );
  const what = `${onCallRoleWords[role].toLowerCase()} on ${dateWords(date)}`;
  return (
    <span className="flex min-h-11 flex-wrap items-center gap-x-2 sm:min-h-9">
      {urgent && <span className="font-medium text-danger-text">Nobody</span>}
      {addTo ? (
        <Link
          to={addTo}
          preventScrollReset
          aria-label={`Add someone as ${what}`}
          className={cx(
            "inline-flex min-h-11 items-center gap-1 rounded-md hover:underline sm:min-h-8",
            urgent ? "font-medium text-danger-text underline" : "text-text-muted",
          )}
        >
          {!urgent && <Icon name="plus" className="size-3.5" />}
          {urgent ? "Add someone" : "Add"}
        </Link>
      ) : (
        !urgent && <span className="text-text-muted">–</span>
      )}
    </span>
  );
}
