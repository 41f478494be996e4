import { Temporal } from "temporal-polyfill";
import { remembered } from "./remembered.ts";
import { usableZone } from "./zone-names.ts";

/** The clock on the wall of a zone is put forward or back. */
export interface ClockChange {
  /** UTC milliseconds. */
  at: number;
  goes: "forward" | "back";
  /** What the zone's time is called before and after: "BST", "GMT+2". */
  from: string;
  to: string;
}

const namesIn = remembered(
  (timeZone: string) => new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short", hour: "numeric" }),
);

const nameAt = (timeZone: string, at: number): string =>
  namesIn(timeZone)
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? timeZone;

const zonedAt = (timeZone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** The next change after a moment; null: the zone has none to come. */
export function nextClockChange(zone: string, after: number): ClockChange | null {
  const timeZone = usableZone(zone);
  for (let from = after; ; ) {
    const next = zonedAt(timeZone, from).getTimeZoneTransition("next");
    if (!next) return null;
    const at = next.epochMilliseconds;
    const shift = next.offsetNanoseconds - zonedAt(timeZone, at - 1).offsetNanoseconds;
    // A change of the rules alone moves no clock.
    if (shift !== 0)
      return { at, goes: shift > 0 ? "forward" : "back", from: nameAt(timeZone, at - 1), to: nameAt(timeZone, at) };
    from = at;
  }
}

/** Every change after `from`, up to and with `to`. */
export function clockChanges(timeZone: string, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let next = nextClockChange(timeZone, from); next && next.at <= to; next = nextClockChange(timeZone, next.at))
    changes.push(next);
  return changes;
}

/** What a wall-clock time is on its day: one moment, none because the clock jumps over it, or two. */
export function wallTimeKind(zone: string, local: string): "once" | "skipped" | "twice" {
  const timeZone = usableZone(zone);
  const plain = Temporal.PlainDateTime.from(local);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    plain.toZonedDateTime(timeZone, { disambiguation }),
  );
  if (!earlier || !later || earlier.epochMilliseconds === later.epochMilliseconds) return "once";
  return later.toPlainDateTime().equals(plain) ? "twice" : "skipped";
}
