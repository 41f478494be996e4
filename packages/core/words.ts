import { remembered } from "./remembered.ts";
import { usableZone } from "./zone-names.ts";

/** `2d 3h`, `3h 12m`, `17m`, `42s`: the two units that matter. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return hours > 0 ? `${days}d ${hours}h` : `${days}d`;
  if (hours > 0) return minutes > 0 ? `${hours}h ${minutes}m` : `${hours}h`;
  return minutes > 0 ? `${minutes}m` : `${seconds}s`;
}

const formatTimeIn = remembered(
  (timeZone: string) =>
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone }),
);

/** The time of day of a moment close by, with the zone named. */
export const formatTime = (ms: number, timeZone: string): string =>
  `${formatTimeIn(timeZone).format(ms)} (${timeZone})`;

const formatIn = remembered(
  (timeZone: string) => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }),
);

/** A moment on a person's own clock, with the zone named, for mails and tooltips. */
export function formatMoment(ms: number, timeZone: string): string {
  const zone = usableZone(timeZone);
  return `${formatIn(zone).format(ms)} (${zone})`;
}
