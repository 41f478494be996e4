import { describe, expect, it } from "vitest";
import { minute } from "#packages/core/clock.ts";
import type { OnCallRole } from "#packages/on-call/rules.ts";
import {
  chainMatches,
  firingKey,
  hasGap,
  type Person,
  pendingTiers,
  resolveTarget,
  roundMinutes,
  type Tier,
  timetable,
} from "./rules.ts";

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
    const due = timetable({ tiers: [tier("a", 0), tier("b", 5)], repeat: 2 }, start);
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
    const due = timetable({ tiers: [tier("late", 9), tier("x", 3), tier("y", 3)], repeat: 0 }, start);
    expect(due.map(({ tier: { id } }) => id)).toEqual(["x", "y", "late"]);
  });

  it("is empty for a chain without tiers", () => {
    expect(timetable({ tiers: [], repeat: 3 }, start)).toEqual([]);
  });
});

describe("what a run has still to fire", () => {
  const run = { id: "run", state: "running" as const, startedAt: start };
  const chain = { tiers: [tier("a", 0), tier("b", 5), tier("c", 10)], repeat: 0, editedAt: start - 1, isActive: true };
  const ids = (due: { tier: Tier }[]) => due.map((one) => one.tier.id);

  it("is everything at first, and all but what has fired later", () => {
    expect(ids(pendingTiers(run, chain, new Set()))).toEqual(["a", "b", "c"]);
    expect(ids(pendingTiers(run, chain, new Set([firingKey("run", 0, "a")])))).toEqual(["b", "c"]);
  });

  it("tells rounds and runs apart", () => {
    const again = { ...chain, tiers: [tier("a", 0)], repeat: 1 };
    expect(pendingTiers(run, again, new Set([firingKey("run", 0, "a")])).map((one) => one.round)).toEqual([1]);
    expect(ids(pendingTiers(run, chain, new Set([firingKey("other", 0, "a")])))).toEqual(["a", "b", "c"]);
  });

  it("is nothing once the run has ended or the chain is off", () => {
    expect(pendingTiers({ ...run, state: "stopped" }, chain, new Set())).toEqual([]);
    expect(pendingTiers({ ...run, state: "exhausted" }, chain, new Set())).toEqual([]);
    expect(pendingTiers(run, { ...chain, isActive: false }, new Set())).toEqual([]);
  });

  it("leaves out a tier whose time had passed when the chain was edited: nothing fires in retrospect", () => {
    const edited = { ...chain, editedAt: start + 6 * minute, tiers: [tier("new", 2), tier("b", 6), tier("c", 10)] };
    expect(ids(pendingTiers(run, edited, new Set()))).toEqual(["c"]);
  });

  it("still has a tier due in the very moment of the start, though the chain was made in it", () => {
    expect(ids(pendingTiers(run, { ...chain, editedAt: start }, new Set()))).toEqual(["a", "b", "c"]);
    expect(ids(pendingTiers(run, { ...chain, editedAt: start + 1 }, new Set()))).toEqual(["b", "c"]);
  });

  it("follows a tier that was moved", () => {
    const moved = { ...chain, editedAt: start + minute, tiers: [tier("a", 0), tier("b", 30)] };
    expect(minutesOf(pendingTiers(run, moved, new Set([firingKey("run", 0, "a")])))).toEqual([30]);
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

describe("whom a tier reaches", () => {
  const person = (id: string, role = "operator", isActive = true): Person => ({
    id,
    role,
    isActive,
    name: id.toUpperCase(),
    email: `${id}@x.test`,
  });
  const everyone = [
    person("named"),
    person("first"),
    person("second"),
    person("third"),
    person("boss", "manager"),
    person("chief", "manager"),
    person("admin", "admin"),
  ];
  const holders: [OnCallRole, string][] = [
    ["primary", "first"],
    ["backup", "second"],
    ["escalation", "third"],
  ];
  const without = (...ids: string[]) =>
    new Map(everyone.map((one) => [one.id, { ...one, isActive: !ids.includes(one.id) }]));
  const reached = (userId: string | null, onCall: [OnCallRole, string][], people: Map<string, Person>) => {
    const { people: found, trail } = resolveTarget({ userId }, new Map(onCall), people);
    return { who: found.map((one) => one.id), steps: trail.map((step) => `${step.step}:${step.problem}`), trail };
  };

  it("is the person named in it, while they are active", () => {
    const { who, steps, trail } = reached("named", holders, without());
    expect([who, steps, hasGap(trail)]).toEqual([["named"], ["user:null"], false]);
  });

  it("is the on-call primary when it names nobody, and that is no gap", () => {
    const { who, steps, trail } = reached(null, holders, without());
    expect([who, steps, hasGap(trail)]).toEqual([["first"], ["primary:null"], false]);
  });

  it("falls back one step for each condition that fails", () => {
    expect(reached("named", holders, without("named"))).toMatchObject({
      who: ["first"],
      steps: ["user:inactive", "primary:null"],
    });
    expect(reached("gone", holders, without())).toMatchObject({
      who: ["first"],
      steps: ["user:nobody", "primary:null"],
    });
    expect(reached(null, holders, without("first"))).toMatchObject({
      who: ["second"],
      steps: ["primary:inactive", "backup:null"],
    });
    expect(reached(null, holders.slice(1), without())).toMatchObject({
      who: ["second"],
      steps: ["primary:nobody", "backup:null"],
    });
    expect(reached(null, holders.slice(2), without())).toMatchObject({
      who: ["third"],
      steps: ["primary:nobody", "backup:nobody", "escalation:null"],
    });
    expect(reached(null, holders, without("first", "second"))).toMatchObject({ who: ["third"] });
  });

  it("ends with every active manager, and with nobody else", () => {
    expect(reached(null, [], without())).toMatchObject({
      who: ["boss", "chief"],
      steps: ["primary:nobody", "backup:nobody", "escalation:nobody", "managers:null"],
    });
    expect(reached(null, [], without("boss")).who).toEqual(["chief"]);
  });

  it("says so when there is nobody at all", () => {
    const { who, trail } = reached("named", holders, new Map());
    expect(who).toEqual([]);
    expect(trail.at(-1)).toMatchObject({ step: "managers", problem: "nobody" });
    expect(hasGap(trail)).toBe(true);
  });
});
