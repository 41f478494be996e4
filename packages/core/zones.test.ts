import { describe, expect, it } from "vitest";
import { hour, minute } from "./clock.ts";
import { formatMoment } from "./words.ts";
import { zoneNamed, zoneNames } from "./zone-names.ts";
import { addDays, dateIn, startOfDate, startOfToday, wallTime } from "./zones.ts";

const at = (iso: string) => Date.parse(iso);

describe("calendar days in a zone", () => {
  it("puts one moment on two dates, east and west of the line", () => {
    const now = at("2026-11-21T23:30:00Z");
    expect(dateIn("Asia/Kolkata", now)).toBe("2026-11-22");
    expect(dateIn("America/New_York", now)).toBe("2026-11-21");
    expect(dateIn("Pacific/Kiritimati", now)).toBe("2026-11-22");
  });

  it("begins a day at the local midnight", () => {
    expect(startOfDate("Asia/Kolkata", "2026-11-21")).toBe(at("2026-11-20T18:30:00Z"));
    expect(startOfToday("Asia/Kolkata", at("2026-11-20T18:29:59Z"))).toBe(at("2026-11-19T18:30:00Z"));
    expect(startOfToday("Asia/Kolkata", at("2026-11-20T18:30:00Z"))).toBe(at("2026-11-20T18:30:00Z"));
  });

  it("gives the day the clock goes forward 23 hours, and the day it goes back 25", () => {
    const length = (date: string) =>
      startOfDate("Europe/Berlin", addDays(date, 1)) - startOfDate("Europe/Berlin", date);
    expect(length("2026-03-28")).toBe(24 * hour);
    expect(length("2026-03-29")).toBe(23 * hour);
    expect(length("2026-10-25")).toBe(25 * hour);
  });

  it("begins a day whose midnight is skipped at its first moment", () => {
    // In Beirut the clock went from 00:00 to 01:00 on 2024-03-31.
    expect(startOfDate("Asia/Beirut", "2024-03-31")).toBe(at("2024-03-30T22:00:00Z"));
  });

  it("counts days over the ends of months and years, and back", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });
});

describe("wall-clock times", () => {
  it("moves a time that the clock skips forward by the skip", () => {
    expect(wallTime("Europe/Berlin", "2026-03-29T02:30")).toBe(at("2026-03-29T01:30:00Z"));
  });

  it("takes the first of a time that the clock repeats", () => {
    expect(wallTime("Europe/Berlin", "2026-10-25T02:30")).toBe(at("2026-10-25T00:30:00Z"));
    expect(wallTime("Europe/Berlin", "2026-10-25T03:00") - wallTime("Europe/Berlin", "2026-10-25T02:30")).toBe(
      90 * minute,
    );
  });
});

describe("the name of a zone", () => {
  it("is kept in its current spelling", () => {
    const named = [
      "UTC",
      "Asia/Kolkata",
      "asia/calcutta",
      "Europe/Kiev",
      "US/Eastern",
      "Etc/UTC",
      "America/Buenos_Aires",
    ];
    expect(named.map(zoneNamed)).toEqual([
      "UTC",
      "Asia/Kolkata",
      "Asia/Kolkata",
      "Europe/Kyiv",
      "America/New_York",
      "UTC",
      "America/Argentina/Buenos_Aires",
    ]);
  });

  it("is usable for days and for texts, each one that can be chosen", () => {
    expect(zoneNames().length).toBeGreaterThan(400);
    for (const name of zoneNames()) {
      expect([name, zoneNamed(name)]).toEqual([name, name]);
      expect(dateIn(name, 0)).toMatch(/^(1969-12-31|1970-01-01)$/);
      expect(formatMoment(0, name)).toContain(`(${name})`);
    }
  });

  it("is nothing that only one of its users takes, and no word", () => {
    const none = [
      "2021-08-19T17:30Z",
      "2021-08-19T17:30:00[Asia/Kolkata]",
      "2021-08-19T17:30:00-07:00",
      "+05:30",
      "-0700",
      "",
      "Mars/Base",
      "Asia/Kolkata; DROP TABLE users",
      "../etc",
    ];
    for (const name of none) expect([name, zoneNamed(name)]).toEqual([name, null]);
  });

  it("that can't be used leaves days and texts in UTC", () => {
    const now = at("2026-11-21T23:30:00Z");
    expect(dateIn("2021-08-19T17:30Z", now)).toBe("2026-11-21");
    expect(startOfDate("Gone/Away", "2026-11-21")).toBe(at("2026-11-21T00:00:00Z"));
    expect(wallTime("Gone/Away", "2026-11-21T02:30")).toBe(at("2026-11-21T02:30:00Z"));
    expect(formatMoment(now, "Gone/Away")).toBe("21 Nov 2026, 23:30 (UTC)");
  });
});
