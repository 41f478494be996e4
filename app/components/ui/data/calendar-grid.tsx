import type { ReactNode } from "react";
import type { CalendarDay } from "#app/lib/calendar.server.ts";
import { cx } from "#app/lib/cx.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export interface CalendarGridProps {
  /** Says what it holds: "On call in November 2026". */
  caption: string;
  /** `weeksOf` of the month. */
  weeks: readonly (readonly CalendarDay[])[];
  /** `2026-11-21`, in the zone of what is shown. */
  today: string;
  /** What is on a day; null where nothing is, and phones leave the day out. */
  content: (date: string) => ReactNode;
}

/** A month with what is on each day; on phones the days that have something, one below the other. */
export function CalendarGrid({ caption, weeks, today, content }: CalendarGridProps) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col" className="px-2 pb-1 text-left text-small font-medium text-text-muted">
              <abbr title={name} className="no-underline">
                {name.slice(0, 3)}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {weeks.map((week) => (
          <tr key={week[0]?.date} className="max-sm:block">
            {week.map((day) => (
              <Day key={day.date} day={day} isToday={day.date === today} content={content(day.date)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, isToday, content }: { day: CalendarDay; isToday: boolean; content: ReactNode }) {
  return (
    <td
      aria-current={isToday ? "date" : undefined}
      className={cx(
        "h-20 border border-border p-1.5 align-top max-sm:block max-sm:h-auto max-sm:border-0 max-sm:border-b max-sm:py-2.5",
        day.outside && "bg-surface text-text-muted max-sm:hidden",
        content === null && "max-sm:hidden",
      )}
    >
      <span
        className={cx(
          "figures mb-1 inline-flex min-w-6 items-center justify-center rounded-full text-small max-sm:hidden",
          isToday && "bg-accent font-semibold text-on-accent",
        )}
        aria-hidden="true"
      >
        {day.day}
      </span>
      <span className="font-medium sm:sr-only">
        {day.name}
        {isToday && ", today"}
      </span>
      {content}
    </td>
  );
}
