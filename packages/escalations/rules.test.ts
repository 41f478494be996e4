import { describe, expect, it } from "vitest";
import { minute } from "#packages/core/clock.ts";
import { chainMatches, remainingTiers, roundMinutes, type Tier, tiersAfter, timetable } from "./rules.ts";

const tier = (id: string, afterMinutes: number, userId: string | null = null): Tier => ({
  id,
  afterMinutes,
  userId,
  channels: ["email"],
});
const start = Date.parse("2026-11-21T12:00:00Z");
const minutesOf = (due: { dueAt: number }[]) => due.map(({ dueAt }) => (dueAt - start) / minute);

describe("a round of a chain", () => {
  it("lasts until the last tier and the gap before it once more", () => {
    expect(roundMinutes([tier("a", 0), tier("b", 5), tier("c", 15)])).toBe(25);
    expect(roundMinutes([tier("c", 15), tier("a", 0), tier("b", 5)])).toBe(25);
  });

  it("lasts a minute at least, so that repeating it never stands still", () => {
    expect(roundMinutes([tier("a", 0)])).toBe(1);
    expect(roundMinutes([tier("a", 0), tier("b", 0)])).toBe(1);
    expect(roundMinutes([tier("a", 7), tier("b", 7)])).toBe(8);
    expect(roundMinutes([])).toBe(1);
  });

  it("counts a lone tier's wait twice", () => {
    expect(roundMinutes([tier("a", 10)])).toBe(20);
  });
});

describe("the timetable", () => {
  it("has each tier of each round at its minute", () => {
    const due = [...timetable({ tiers: [tier("a", 0), tier("b", 5)], repeat: 2 }, start)];
    expect(minutesOf(due)).toEqual([0, 5, 10, 15, 20, 25]);
    expect(due.map(({ round, number, tier: { id } }) => `${round}/${number}/${id}`)).toEqual([
      "0/1/a",
      "0/2/b",
      "1/1/a",
      "1/2/b",
      "2/1/a",
      "2/2/b",
    ]);
  });

  it("is in the order of time, and of tiers within one moment", () => {
    const due = [...timetable({ tiers: [tier("late", 9), tier("x", 3), tier("y", 3)], repeat: 0 }, start)];
    expect(due.map(({ tier: { id } }) => id)).toEqual(["x", "y", "late"]);
  });

  it("is empty for a chain without tiers", () => {
    expect([...timetable({ tiers: [], repeat: 3 }, start)]).toEqual([]);
  });
});

describe("what a run has still to fire", () => {
  const run = { startedAt: start, countedFrom: start, chainVersion: 1, skipped: [], owed: [] };
  const chain = {
    tiers: [tier("a", 0), tier("b", 5), tier("c", 10)],
    repeat: 0,
    editedAt: start - 1,
    timingVersion: 1,
    isActive: true,
  };
  const left = (...args: Parameters<typeof remainingTiers>) => [...remainingTiers(...args)];
  const ids = (due: { tier: Tier }[]) => due.map((one) => one.tier.id);
  const edited = (minutes: number, tiers: Tier[], repeat = 0) => ({
    ...chain,
    tiers,
    repeat,
    editedAt: start + minutes * minute,
    timingVersion: 2,
  });

  it("is everything at first, and all but what has fired later", () => {
    expect(ids(left(run, chain, new Set()))).toEqual(["a", "b", "c"]);
    expect(ids(left(run, chain, new Set(["0.a"])))).toEqual(["b", "c"]);
  });

  it("tells rounds apart", () => {
    const again = { ...chain, tiers: [tier("a", 0)], repeat: 1 };
    expect(left(run, again, new Set(["0.a"])).map((one) => one.round)).toEqual([1]);
  });

  it("is nothing once the chain is off", () => {
    expect(left(run, { ...chain, isActive: false }, new Set())).toEqual([]);
  });

  it("leaves out a tier whose time had passed when the chain was edited: nothing fires in retrospect", () => {
    expect(ids(left(run, edited(6, [tier("new", 2), tier("b", 6), tier("c", 10)]), new Set()))).toEqual(["c"]);
  });

  it("still has a tier whose time had passed when it could not fire then", () => {
    const owing = { ...run, owed: ["0.b"] };
    expect(ids(left(owing, edited(7, [tier("a", 0), tier("b", 5), tier("c", 10)]), new Set(["0.a"])))).toEqual([
      "b",
      "c",
    ]);
  });

  it("has all of a chain that was edited before the start, whatever the clock said then", () => {
    const stepped = { ...chain, editedAt: start + 5_000, timingVersion: 1 };
    expect(ids(left(run, stepped, new Set()))).toEqual(["a", "b", "c"]);
    expect(ids(left(run, { ...stepped, timingVersion: 2 }, new Set()))).toEqual(["b", "c"]);
  });

  it("follows a tier that was moved", () => {
    const moved = edited(1, [tier("a", 0), tier("b", 30)]);
    expect(minutesOf(left(run, moved, new Set(["0.a"])))).toEqual([30]);
  });

  it("of one that goes on where another was stopped, is what comes after, at the same distances", () => {
    const later = start + 60 * minute;
    const goesOn = { ...run, startedAt: later, countedFrom: later - 5 * minute, skipped: ["0.a"] };
    expect(left(goesOn, chain, new Set()).map(({ tier: { id }, dueAt }) => [id, (dueAt - later) / minute])).toEqual([
      ["b", 0],
      ["c", 5],
    ]);
  });

  it("by hand goes on after the last that fired", () => {
    expect(ids(tiersAfter(run, chain, new Set()))).toEqual(["a", "b", "c"]);
    expect(ids(tiersAfter(run, chain, new Set(["0.b"])))).toEqual(["c"]);
    expect(ids(tiersAfter(run, { ...chain, repeat: 1 }, new Set(["0.c"])))).toEqual(["a", "b", "c"]);
    expect(ids(tiersAfter({ ...run, skipped: ["0.c"] }, chain, new Set()))).toEqual([]);
  });
});

describe("a chain", () => {
  const chain = { severity: null, isActive: true, tiers: [tier("a", 0)] };
  it("matches every severity, or the one it names, when it is on and has tiers", () => {
    expect(chainMatches(chain, "SEV4")).toBe(true);
    expect(chainMatches({ ...chain, severity: "SEV1" }, "SEV1")).toBe(true);
    expect(chainMatches({ ...chain, severity: "SEV1" }, "SEV1A")).toBe(false);
    expect(chainMatches({ ...chain, isActive: false }, "SEV4")).toBe(false);
    expect(chainMatches({ ...chain, tiers: [] }, "SEV4")).toBe(false);
  });
});
