import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration } from "#packages/core/duration.ts";
import { keyName, matchKeys } from "./hotkeys.ts";
import { safeNext } from "./next.ts";
import { applySelection } from "./selection.ts";
import { themeOf } from "./theme.ts";
import { formatAbsolute, formatCountdown, formatRelative, formatStoryTime, zoneSuffix } from "./time.ts";
import { clearParams, setParam, sortParam, toggleParam } from "./url.ts";

const MIN = 60_000;

describe("times in words", () => {
  it("says how long ago", () => {
    const now = 1_800_000_000_000;
    const ago = [0, 30_000, 50_000, 5 * MIN, 90 * MIN, 50 * 60 * MIN].map((ms) => formatRelative(now - ms, now));
    expect(ago).toEqual(["just now", "just now", "1 min ago", "5 min ago", "1 h ago", "2 d ago"]);
    expect(formatRelative(now + 3 * MIN, now)).toBe("in 3 min");
  });
  it("says how long", () => {
    expect([48_000, 65 * MIN, 60 * MIN, 51 * 60 * MIN].map(formatDuration)).toEqual([
      "48 s",
      "1 h 5 min",
      "1 h",
      "2 d 3 h",
    ]);
  });
  it("counts down to zero and not below", () => {
    expect([192_000, 1, 0, -5, 3_792_000].map(formatCountdown)).toEqual(["3:12", "0:01", "0:00", "0:00", "1:03:12"]);
  });
  it("uses the person's zone", () => {
    expect(formatAbsolute("2026-11-21T20:05:00Z", "Asia/Kolkata")).toBe("22 Nov 2026, 01:35");
  });
  it("tells a story by the clock, and by the day where it is another one", () => {
    const from = "2026-11-21T20:05:00Z";
    const told = (at: string) => formatStoryTime(at, from, "UTC");
    expect(told("2026-11-21T20:13:00Z")).toBe("20:13");
    expect(told("2026-11-22T20:13:00Z")).toBe("22 Nov, 20:13");
    expect(told("2027-01-02T20:13:00Z")).toBe("2 Jan 2027, 20:13");
    expect(formatStoryTime("2026-11-21T20:13:00Z", from, "Asia/Kolkata")).toBe("01:43");
  });
  it("names the zone where the process's clock shows another time, and only there", () => {
    const suffix = (zone: string, other: string, month = "11") =>
      zoneSuffix(`2026-${month}-21T20:05:30.5Z`, zone, other);
    expect(suffix("Asia/Kolkata", "Africa/Johannesburg")).toBe("UTC+5:30");
    expect(suffix("America/St_Johns", "UTC")).toBe("UTC−3:30");
    // The same time of day, part of the year.
    expect([suffix("Europe/London", "UTC"), suffix("Europe/London", "UTC", "07")]).toEqual(["", "UTC+1"]);
    expect(suffix("UTC", "Europe/London", "07")).toBe("UTC");
    expect(suffix("Africa/Harare", "Africa/Johannesburg")).toBe("");
  });
});

describe("the address of a list", () => {
  const at = (query: string) => new URLSearchParams(query);
  it("adds and removes one of several values, from the first page", () => {
    expect(toggleParam(at("status=open&cursor=x"), "status", "resolved")).toBe("?status=open,resolved");
    expect(toggleParam(at("status=open"), "status", "open")).toBe("?");
  });
  it("sorts, and turns the order round the second time", () => {
    expect(sortParam(at(""), "severity")).toBe("?sortBy=severity&sortOrder=desc");
    expect(sortParam(at("sortBy=severity&sortOrder=desc"), "severity")).toBe("?sortBy=severity&sortOrder=asc");
  });
  it("sets and clears", () => {
    expect(setParam(at("q=a&tag=b"), "q", null)).toBe("?tag=b");
    expect(clearParams(at("q=a&tag=b&status=open"), ["tag", "status"])).toBe("?q=a");
  });
});

describe("where to go after signing in", () => {
  it("stays on this site", () => {
    expect(safeNext("/incidents?status=open")).toBe("/incidents?status=open");
    expect(
      [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/login?next=/a",
        "/\t/evil.example",
        "/.//evil.example",
        "/x/..//evil.example",
        "/%2e//evil.example",
        "/.\\/evil.example",
        "/..\n//evil.example",
        null,
      ].map(safeNext),
    ).toEqual(Array(12).fill("/"));
  });
  it("stays on this site whatever it is made of", () => {
    const own = "https://ops.test";
    const piece = fc.oneof(
      fc.constantFrom(
        ..."/\\.?#@:%\t\n\r ",
        "..",
        "%2e",
        "%2f",
        "%5c",
        "//",
        "evil.test",
        "https:",
        "javascript:",
        "login",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `/${rest}`),
        ),
        (next) => {
          const safe = safeNext(next);
          expect(new URL(safe, own).origin).toBe(own);
          expect(safe).toMatch(/^\/(?![/\\])/);
          expect(safeNext(safe)).toBe(safe);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("shortcuts", () => {
  const press = (key: string, more = {}) =>
    keyName({ key, shiftKey: false, metaKey: false, ctrlKey: false, altKey: false, ...more });
  it("names keys", () => {
    expect([
      press("C"),
      press("?", { shiftKey: true }),
      press("k", { metaKey: true }),
      press("K", { ctrlKey: true, shiftKey: true }),
    ]).toEqual(["c", "?", "mod+k", "mod+k"]);
    expect([press("Shift"), press("c", { altKey: true }), press("A", { shiftKey: true })]).toEqual([null, null, null]);
    // With the caps lock on, Shift writes a small letter.
    expect(press("a", { shiftKey: true })).toBeNull();
  });
  it("waits for the second key; a wrong or a late one does nothing", () => {
    const maps = [
      ["j", "k"],
      ["g i", "c"],
    ];
    const begun = { keys: "g", at: 5_000 };
    expect(matchKeys(maps, null, { key: "g", at: 0 })).toEqual({ kind: "prefix", keys: "g" });
    expect(matchKeys(maps, begun, { key: "i", at: 6_000 })).toEqual({ kind: "match", index: 1, keys: "g i" });
    for (const late of [
      { key: "j", at: 5_100 },
      { key: "i", at: 6_200 },
      { key: "c", at: 60_000 },
    ])
      expect(matchKeys(maps, begun, late)).toEqual({ kind: "none" });
    expect(matchKeys(maps, null, { key: "x", at: 0 })).toEqual({ kind: "none" });
  });
});

describe("selecting rows", () => {
  const rows = ["a", "b", "c", "d"];
  it("takes a range with shift, in both directions", () => {
    expect([...applySelection(rows, new Set(["a"]), "c", "a")].sort()).toEqual(["a", "b", "c"]);
    expect([...applySelection(rows, new Set(["d"]), "b", "d")].sort()).toEqual(["b", "c", "d"]);
  });
  it("gives the range the state of the row pressed", () => {
    expect([...applySelection(rows, new Set(rows), "c", "b")]).toEqual(["a", "d"]);
  });
});

describe("the theme", () => {
  it("follows the system unless the cookie says a theme", () => {
    expect([themeOf(null), themeOf("a=b; theme=dark"), themeOf("theme=pink"), themeOf("mytheme=dark")]).toEqual([
      "system",
      "dark",
      "system",
      "system",
    ]);
  });
});
