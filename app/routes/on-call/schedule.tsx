import { cx } from "#app/lib/cx.ts";
import { dateWords, isWeekend } from "#packages/core/dates.ts";
import { type OnCallRole, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";
import { Slot } from "./slot.tsx";

interface ScheduleProps {
  dates: readonly string[];
  today: string;
  entries: readonly Entry[];
  /** Where a role of a date is filled; null for those who may not. */
  addTo: ((date: string, role: OnCallRole) => string) | null;
}

/** A day a row: who holds which role. A day to come without a primary stands out. */
export function Schedule({ dates, today, entries, addTo }: ScheduleProps) {
  return (
    <table className="w-full border-collapse max-sm:block">
      <caption className="sr-only">On-call by date</caption>
      <thead className="max-sm:sr-only">
        <tr>
          {["Date", ...onCallRoles.map((role) => onCallRoleWords[role])].map((heading) => (
            <th
              key={heading}
              scope="col"
              className="h-10 border-b border-border px-2 text-left text-small font-medium text-text-muted first:w-40 first:pl-4"
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {dates.map((date) => {
          const ofDay = entries.filter((entry) => entry.date === date);
          const gap = date >= today && !ofDay.some((entry) => entry.role === "primary" && entry.problem === null);
          return (
            <tr
              key={date}
              className={cx(
                "border-b border-border last:border-b-0 max-sm:grid max-sm:grid-cols-[5.5rem_minmax(0,1fr)] max-sm:gap-x-2 max-sm:px-4 max-sm:py-2.5",
                gap && "bg-danger-soft shadow-[inset_3px_0_0_var(--color-danger)]",
                date < today && "opacity-80",
              )}
            >
              <th
                scope="row"
                className={cx(
                  "figures h-12 pr-2 pl-4 text-left font-medium whitespace-nowrap max-sm:col-span-2 max-sm:flex max-sm:h-8 max-sm:items-center max-sm:p-0",
                  isWeekend(date) && "text-text-muted",
                )}
              >
                {dateWords(date)}
                {date === today && <span className="ml-2 text-small font-semibold text-accent-text">Today</span>}
              </th>
              {onCallRoles.map((role) => (
                <td key={role} className="px-2 max-sm:contents">
                  <span className="hidden self-center text-small text-text-muted max-sm:block">
                    {onCallRoleWords[role]}
                  </span>
                  <Slot
                    entry={ofDay.find((entry) => entry.role === role)}
                    date={date}
                    role={role}
                    urgent={gap && role === "primary"}
                    addTo={addTo && date >= today ? addTo(date, role) : null}
                    mayRemove={addTo !== null && date >= today}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
