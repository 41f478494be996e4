import { Temporal } from "temporal-polyfill";

export interface CalendarDay {
  /** `2026-11-21`. */
  date: string;
  /** Of the month. */
  day: number;
  /** "Saturday 21 November". */
  name: string;
  /** Of the month before or after, to make the week whole. */
  outside: boolean;
}

const dayName = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

/** The weeks, from Monday, that a month (`2026-11`) has days in. */
export function weeksOf(month: string): CalendarDay[][] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const weeks = Math.ceil((first.dayOfWeek - 1 + first.daysInMonth) / 7);
  const dayAt = (n: number): CalendarDay => {
    const date = monday.add({ days: n });
    const noon = date.toZonedDateTime({ timeZone: "UTC", plainTime: "12:00" }).epochMilliseconds;
    return { date: date.toString(), day: date.day, name: dayName.format(noon), outside: date.month !== first.month };
  };
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, day) => dayAt(week * 7 + day)));
}
