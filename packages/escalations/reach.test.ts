import { describe, expect, it } from "vitest";
import type { Role } from "#packages/core/permissions.ts";
import type { OnCallRole } from "#packages/on-call/rules.ts";
import { hasGap, missedWords, type People, type Person, problemOf, resolveTarget } from "./reach.ts";

describe("whom a tier reaches", () => {
  const person = (id: string, role: Role = "operator", isActive = true): Person => ({
    id,
    role,
    isActive,
    canAct: ["operator", "manager", "admin"].includes(role),
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
  const those = (list: Person[]): People => ({
    find: (id) => list.find((one) => one.id === id) ?? null,
    managers: () => list.filter(({ role }) => role === "manager"),
  });
  const without = (...ids: string[]) => those(everyone.map((one) => ({ ...one, isActive: !ids.includes(one.id) })));
  const reached = (userId: string | null, onCall: [OnCallRole, string][], people: People) => {
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

  it("is nobody who may not act on incidents, and the trail says so", () => {
    const others = everyone.filter(({ id }) => id !== "named" && id !== "first");
    const people = those([...others, person("named", "viewer"), person("first", "client")]);
    const { who, trail } = reached("named", holders, people);
    expect(who).toEqual(["second"]);
    expect(trail.map(missedWords)).toEqual([
      "NAMED (named in the tier) can't act on incidents: role viewer",
      "FIRST (on call as primary) can't act on incidents: role client",
      null,
    ]);
    expect([problemOf(person("x", "growth")), problemOf(person("x", "admin"))]).toEqual(["cannot_act", null]);
  });

  it("says so when there is nobody at all", () => {
    const { who, trail } = reached("named", holders, those([]));
    expect(who).toEqual([]);
    expect(trail.at(-1)).toMatchObject({ step: "managers", problem: "nobody" });
    expect(hasGap(trail)).toBe(true);
  });
});
