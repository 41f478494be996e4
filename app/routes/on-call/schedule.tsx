import { cx } from "#app/lib/cx.ts";
import { dateWords, isWeekend } from "#packages/core/dates.ts";
import { type OnCallRole, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";
import { Slot } from "./slot.tsx";

/** On phones the primary stands beside the date, the others in a line below. */
const phones: Record<OnCallRole, string> = {
  primary: "",
  backup: "max-sm:text-small max-sm:flex max-sm:gap-1 max-sm:items-center max-sm:min-w-0",
  escalation: "max-sm:text-small max-sm:flex max-sm:gap-1 max-sm:items-center max-sm:min-w-0",
};
const phoneWords: Record<OnCallRole, string> = { primary: "", backup: "2nd", escalation: "3rd" };

interface ScheduleProps {
  dates: readonly string[];
  today: string;
  entries: readonly Entry[];
  /** Where a role of a date is filled or changed; null for those who may not. */
  slotTo: ((date: string, role: OnCallRole) => string) | null;
}

/** A day a row: who holds which role. A day to come without a primary stands out. */
export function Schedule({ dates, today, entries, slotTo }: ScheduleProps) {
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
                "border-b border-border last:border-b-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-2 max-sm:px-4 max-sm:py-1",
                gap && "bg-danger-soft shadow-[inset_3px_0_0_var(--color-danger)]",
                date < today && "opacity-80",
              )}
            >
              <th
                scope="row"
                className={cx(
                  "figures h-12 pr-2 pl-4 text-left font-medium whitespace-nowrap max-sm:flex max-sm:h-11 max-sm:items-center max-sm:p-0",
                  isWeekend(date) && "text-text-muted",
                )}
              >
                {dateWords(date)}
                {date === today && (
                  <span className="ml-2 text-small font-semibold text-accent-text max-sm:sr-only">Today</span>
                )}
              </th>
              {onCallRoles.map((role) => (
                <td key={role} className={cx("px-2 max-sm:p-0", phones[role])}>
                  <span className="sr-only max-sm:not-sr-only max-sm:text-text-muted">{phoneWords[role]}</span>
                  <Slot
                    entry={ofDay.find((entry) => entry.role === role)}
                    date={date}
                    role={role}
                    urgent={gap && role === "primary"}
                    to={slotTo && date >= today ? slotTo(date, role) : null}
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
