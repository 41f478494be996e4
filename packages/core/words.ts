import { remembered } from "./remembered.ts";
import { usableZone } from "./zone-names.ts";

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
