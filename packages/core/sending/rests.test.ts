import { expect, it } from "vitest";
import { hour, minute, second } from "#packages/core/clock.ts";
import type { Rest } from "#packages/core/delivery.ts";
import { restAgain } from "./rests.ts";

const tries = (why: Rest["why"], afterMs: number | null, howMany: number): number[] => {
  let rest: Rest | null = null;
  let now = 0;
  return Array.from({ length: howMany }, () => {
    rest = restAgain(rest, { channel: "email", why, message: "no", afterMs }, now, 0);
    now = rest.nextTryAt;
    return now / second;
  });
};

it("a resting channel is tried ever more seldom, up to a limit that depends on why it rests", () => {
  expect(tries("refused", null, 12)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 812, 1_112]);
  expect(tries("busy", null, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 124, 184]);
  const [before = 0, last = 0] = tries("quota", null, 30).slice(-2);
  expect(last - before).toBe((5 * minute) / second);
});

it("a receiver that asks for more patience gets it, up to ten minutes", () => {
  expect(tries("busy", 30 * second, 2)).toEqual([30, 60]);
  expect(tries("busy", 24 * hour, 1)).toEqual([600]);
  const later = restAgain(null, { channel: "email", why: "busy", message: "no", afterMs: minute }, 0, 1);
  expect(later.nextTryAt).toBe(75 * second);
});
