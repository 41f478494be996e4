import { expect, it } from "vitest";
import { clockChanges, nextClockChange, wallTimeKind } from "./clock-changes.ts";

const london = "Europe/London";

it("says when a zone's clock goes forward and back, and what its time is called", () => {
  const from = Date.UTC(2027, 0, 1);
  expect(clockChanges(london, from, Date.UTC(2027, 11, 31))).toEqual([
    { at: Date.UTC(2027, 2, 28, 1), goes: "forward", from: "GMT", to: "BST" },
    { at: Date.UTC(2027, 9, 31, 1), goes: "back", from: "BST", to: "GMT" },
  ]);
  expect(clockChanges(london, from, Date.UTC(2027, 2, 28, 0, 59))).toEqual([]);
  expect(nextClockChange("Africa/Johannesburg", from)).toBeNull();
});

it("tells a time that the clock jumps over from one that comes twice", () => {
  const kinds = ["2027-03-28T00:59", "2027-03-28T01:30", "2027-10-31T01:30", "2027-10-31T02:00"].map((local) =>
    wallTimeKind(london, local),
  );
  expect(kinds).toEqual(["once", "skipped", "twice", "once"]);
});
