import { describe, expect, it } from "vitest";
import { minute } from "#packages/core/clock.ts";
import {
  activeStatuses,
  canMove,
  isActive,
  isUnattended,
  priorityFor,
  reminderDueAt,
  resolveProblem,
  severities,
  severityRank,
  statuses,
} from "./rules.ts";

describe("an incident's lifecycle", () => {
  const allowed = new Set([
    "open > acknowledged",
    "open > in_progress",
    "open > resolved",
    "acknowledged > in_progress",
    "acknowledged > resolved",
    "in_progress > acknowledged",
    "in_progress > resolved",
    "resolved > open",
  ]);

  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))("from %s to %s", (from, to) => {
    expect(canMove(from, to)).toBe(allowed.has(`${from} > ${to}`));
  });

  it("is active until it is resolved", () => {
    expect(statuses.filter(isActive)).toEqual([...activeStatuses]);
    expect(isActive("resolved")).toBe(false);
  });
});

describe("severity", () => {
  it("ranks SEV0 worst and SEV1A between SEV1 and SEV2", () => {
    expect([...severities].sort((a, b) => severityRank(a) - severityRank(b))).toEqual([
      "SEV0",
      "SEV1",
      "SEV1A",
      "SEV2",
      "SEV3",
      "SEV4",
    ]);
  });

  it("gives the priority that nobody chose", () => {
    expect(severities.map(priorityFor)).toEqual(["critical", "critical", "high", "high", "medium", "low"]);
  });
});

describe("a root cause before resolving", () => {
  it("is asked for only where the process asks, and only while there is none", () => {
    expect(resolveProblem("SEV1", null, ["SEV0", "SEV1"])).toContain("SEV1");
    expect(resolveProblem("SEV1", "  ", ["SEV0", "SEV1"])).toContain("root cause");
    expect(resolveProblem("SEV1", "A full disk", ["SEV0", "SEV1"])).toBeNull();
    expect(resolveProblem("SEV2", null, ["SEV0", "SEV1"])).toBeNull();
    expect(resolveProblem("SEV1", null, [])).toBeNull();
  });
});

describe("the reminder of an unattended incident", () => {
  const waiting = { unattendedSince: 1_000_000, reminderSentAt: null };

  it("is due so many minutes after nobody had it", () => {
    expect(reminderDueAt(waiting, 30)).toBe(1_000_000 + 30 * minute);
    expect(reminderDueAt({ ...waiting, unattendedSince: 5 }, 1)).toBe(5 + minute);
  });

  it("is not due while somebody has it, after it was sent, nor where it is switched off", () => {
    expect(reminderDueAt({ ...waiting, unattendedSince: null }, 30)).toBeNull();
    expect(reminderDueAt({ ...waiting, reminderSentAt: 1 }, 30)).toBeNull();
    expect(reminderDueAt(waiting, 0)).toBeNull();
  });

  it("is of an incident that is open and assigned to nobody", () => {
    expect(isUnattended({ status: "open", assignedToId: null })).toBe(true);
    expect(isUnattended({ status: "open", assignedToId: "usr_1" })).toBe(false);
    for (const status of ["acknowledged", "in_progress", "resolved"] as const)
      expect(isUnattended({ status, assignedToId: null })).toBe(false);
  });
});
