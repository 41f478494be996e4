import { remembered } from "#packages/core/remembered.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export type TimeInput = number | string | Date;

export const toMs = (time: TimeInput): number => (typeof time === "number" ? time : new Date(time).getTime());

/** One per zone: making it costs a hundred times what using it does, and a list shows a hundred moments. */
const formatIn = remembered((timeZone: string): Intl.DateTimeFormat => {
  const parts: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone });
  } catch {
    // A zone newer than this browser: times in UTC are better than no page.
    return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" });
  }
});

/** "21 Nov 2026, 11:51". Put together by hand: servers and browsers disagree on Intl's own punctuation. */
export function formatAbsolute(time: TimeInput, timeZone: string, { seconds = false } = {}): string {
  const parts = formatIn(timeZone).formatToParts(toMs(time));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  const clock = `${part("hour")}:${part("minute")}${seconds ? `:${part("second")}` : ""}`;
  return `${Number(part("day"))} ${MONTHS[Number(part("month")) - 1]} ${part("year")}, ${clock}`;
}

/** How far a zone's clock is ahead of UTC at a moment, in minutes. */
function offsetMinutes(time: TimeInput, timeZone: string): number {
  const at = Math.floor(toMs(time) / MINUTE) * MINUTE;
  const parts = formatIn(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return (shown - at) / MINUTE;
}

/** "UTC+5:30" where the two zones' clocks differ at that moment, else nothing. By hand: Intl's names differ between machines. */
export function zoneSuffix(time: TimeInput, timeZone: string, other: string): string {
  if (timeZone === other) return "";
  const minutes = offsetMinutes(time, timeZone);
  if (minutes === offsetMinutes(time, other)) return "";
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest}`;
}

/** "15:14", and "22 Nov, 15:14" where it is another day than that of `from`. */
export function formatStoryTime(time: TimeInput, from: TimeInput, timeZone: string): string {
  const [day = "", clock = ""] = formatAbsolute(time, timeZone).split(", ");
  const [firstDay = ""] = formatAbsolute(from, timeZone).split(", ");
  if (day === firstDay) return clock;
  const [dayOnly, year] = [day.slice(0, -5), day.slice(-4)];
  return `${year === firstDay.slice(-4) ? dayOnly : day}, ${clock}`;
}

export function formatRelative(time: TimeInput, now: number): string {
  const difference = toMs(time) - now;
  const size = Math.abs(difference);
  if (size < 45 * SECOND) return difference > 5 * SECOND ? "in a moment" : "just now";
  const [count, unit] =
    size < HOUR
      ? [Math.max(1, Math.floor(size / MINUTE)), "min"]
      : size < DAY
        ? [Math.floor(size / HOUR), "h"]
        : [Math.floor(size / DAY), "d"];
  const words = `${count} ${unit}`;
  return difference > 0 ? `in ${words}` : `${words} ago`;
}

/** "3:12", and "1:03:12" from an hour on. Rounds up, so it reaches 0:00 exactly when it is due. */
export function formatCountdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(total / 3600);
  const [minutes, seconds] = [Math.floor((total % 3600) / 60), two(total % 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}
