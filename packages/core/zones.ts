import { Temporal } from "temporal-polyfill";
import { usableZone } from "./zone-names.ts";

/** The calendar date (`2026-11-21`) that a moment falls on in a zone. */
export const dateIn = (timeZone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(usableZone(timeZone)).toPlainDate().toString();

/** The first moment of a calendar date in a zone, in UTC milliseconds; right on days the clock changes. */
export const startOfDate = (timeZone: string, date: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: usableZone(timeZone) }).epochMilliseconds;

export const startOfToday = (timeZone: string, now: number): number => startOfDate(timeZone, dateIn(timeZone, now));

/** The date `days` after a date. */
export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** A wall-clock time in a zone as UTC milliseconds; a time the clock skips moves forward, one it repeats is the first. */
export const wallTime = (timeZone: string, local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(usableZone(timeZone), { disambiguation: "compatible" })
    .epochMilliseconds;

/** What the clock on the wall shows in a zone, to the minute (`2026-11-21T02:30`): the value of a date-time field. */
export const localMinute = (timeZone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(usableZone(timeZone))
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
