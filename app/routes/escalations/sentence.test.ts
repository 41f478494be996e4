import { describe, expect, it } from "vitest";
import { whyThem } from "./sentence.ts";

const nobody = (step: "primary" | "backup" | "escalation" | "managers") =>
  ({ step, userId: null, name: null, role: null, problem: "nobody" }) as const;

describe("why it is them", () => {
  it("says all the places where nobody is in one breath", () => {
    const oncall = [nobody("primary"), nobody("backup"), nobody("escalation")];
    expect(whyThem([...oncall, nobody("managers")])).toBe(
      "Nobody is on call as primary, backup or escalation. No manager is active.",
    );
  });
  it("names who could not be paged", () => {
    const priya = { step: "user", userId: "u", name: "Priya", role: null, problem: "inactive" } as const;
    const tom = { step: "backup", userId: "t", name: "Tom", role: null, problem: null } as const;
    expect(whyThem([priya, nobody("primary"), tom])).toBe(
      "On-call backup. Priya (named by this tier) is not active and nobody is on call as primary.",
    );
  });
  it("names who may not act, and their role", () => {
    const vera = { step: "primary", userId: "v", name: "Vera", role: "viewer", problem: "cannot_act" } as const;
    const tom = { step: "backup", userId: "t", name: "Tom", role: null, problem: null } as const;
    expect(whyThem([vera, tom])).toBe("On-call backup. Vera (on-call primary) can't act on incidents: role viewer.");
  });
});
