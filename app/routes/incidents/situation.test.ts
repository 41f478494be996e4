import { describe, expect, it } from "vitest";
import { type SituationFacts, situationOf, situationText } from "./situation.ts";

const open: SituationFacts["incident"] = {
  status: "open",
  attention: "unacknowledged",
  needsAcknowledgement: true,
  clientVisible: true,
  assignedToId: null,
  assigneeName: null,
  openedAt: "2026-11-21T08:00:00Z",
  resolvedAt: null,
};
const next = { dueAt: "2026-11-21T08:06:00Z", people: [{ name: "Sipho" }] };
const told = (incident: Partial<SituationFacts["incident"]>, more: Partial<SituationFacts> = {}) =>
  situationText({ incident: { ...open, ...incident }, acknowledgement: null, next: null, userId: "usr_me", ...more });

describe("the situation of an incident in one line", () => {
  it("says who has it, who is paged next and when, and what the client sees", () => {
    expect(told({}, { next })).toBe("Nobody has it · Sipho is paged {countdown} · the client sees it");
    const two = { ...next, people: [{ name: "Sipho" }, { name: "Thabo" }] };
    expect(told({ clientVisible: false }, { next: two })).toBe(
      "Nobody has it · Sipho, Thabo are paged {countdown} · the client can't see it",
    );
    expect(told({ assignedToId: "usr_2", assigneeName: "Asha" }, { next })).toMatch(
      /^Asha was given it and has not acknowledged · Sipho/,
    );
    expect(told({ assignedToId: "usr_me", assigneeName: "Asha" })).toMatch(
      /^It is yours: acknowledge it · nobody will/,
    );
  });

  it("marks as urgent that nobody has it and nobody will be paged, and only that", () => {
    const urgent = (incident: Partial<SituationFacts["incident"]>, more: Partial<SituationFacts> = {}) =>
      situationOf({ incident: { ...open, ...incident }, acknowledgement: null, next: null, userId: "usr_me", ...more })
        .filter((part) => part.urgent)
        .map(({ words }) => words);
    expect(urgent({ attention: "unattended" })).toEqual(["Nobody has it", "nobody will be paged"]);
    const lapsed = { attention: "unattended", status: "acknowledged", assigneeName: "Asha" } as const;
    expect(urgent(lapsed)).toEqual(["Asha had it: somebody has to acknowledge again", "nobody will be paged"]);
    const taken = { attention: "taken", needsAcknowledgement: false, assigneeName: "Asha" } as const;
    for (const status of ["acknowledged", "in_progress"] as const) expect(urgent({ ...taken, status })).toEqual([]);
    expect(urgent({ status: "resolved", attention: "done" })).toEqual([]);
  });

  it("is quiet about what is taken, and says until when", () => {
    const taken = {
      attention: "taken",
      needsAcknowledgement: false,
      assignedToId: "usr_2",
      assigneeName: "Asha",
    } as const;
    const acknowledgement = { holder: { name: "Asha" }, until: "2026-11-21T08:30:00Z" };
    expect(told({ ...taken, status: "acknowledged" })).toMatch(/^Asha has it · paging has stopped · /);
    expect(told({ ...taken, status: "acknowledged" }, { acknowledgement })).toMatch(/^Asha has it until {clock} · /);
    expect(told({ ...taken, status: "in_progress", assignedToId: "usr_me" })).toMatch(/^You work on it · /);
    expect(told({ status: "resolved", attention: "done" })).toBe("Resolved · the client sees it");
  });

  it("says nothing of pages to whoever may not know of them", () => {
    expect(told({}, { next: undefined })).toBe("Nobody has it · the client sees it");
  });
});
