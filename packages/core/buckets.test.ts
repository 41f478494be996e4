import { describe, expect, it } from "vitest";
import { Buckets } from "./buckets.ts";
import { hour, minute } from "./clock.ts";
import { LastHour } from "./last-hour.ts";

describe("a limit", () => {
  it("lets a minute's worth through at once, then one at a time, and says how long to wait", () => {
    const buckets = new Buckets();
    const taken = Array.from({ length: 121 }, () => buckets.take("a", 120, 1_000));
    expect(taken.slice(0, 120).every((wait) => wait === 0)).toBe(true);
    expect(taken[120]).toBe(500);
    expect(buckets.take("a", 120, 1_250)).toBe(250);
    expect(buckets.take("a", 120, 1_500)).toBe(0);
    expect(buckets.take("a", 120, 1_500)).toBe(500);
    expect(buckets.take("b", 120, 1_500)).toBe(0);
    // A clock that stepped back takes nothing away.
    expect(buckets.take("b", 120, 0)).toBe(0);
  });

  it("follows a changed setting and never grows beyond its bound", () => {
    const buckets = new Buckets(100);
    for (let n = 0; n < 10; n++) buckets.take("a", 10, 0);
    expect(buckets.take("a", 10, 0)).toBe(6_000);
    expect(buckets.take("a", 60, 1_000)).toBe(0);
    for (let n = 0; n < 1_000; n++) expect(buckets.take(`stranger ${n}`, 10, 1_000)).toBe(0);
    // Its bucket was the oldest, so it starts afresh: memory is bounded, a flood of keys costs strictness.
    for (let n = 0; n < 10; n++) expect(buckets.take("a", 10, 1_000)).toBe(0);
    expect(buckets.take("a", 10, 1_000)).toBeGreaterThan(0);
  });

  it("is of whatever stands for somebody, and forgotten with it", () => {
    const buckets = new Buckets<object>(10);
    const [one, other] = [{}, {}];
    for (let n = 0; n < 10; n++) buckets.take(one, 10, 0);
    expect([buckets.take(one, 10, 0), buckets.take(other, 10, 0)]).toEqual([6_000, 0]);
    buckets.drop(one);
    expect(buckets.take(one, 10, 0)).toBe(0);
  });

  it("tells how often somebody was over it within the last hour, and no longer", () => {
    const over = new LastHour();
    const start = 7 * hour;
    for (let n = 0; n < 3; n++) over.add(start + n * minute);
    over.add(start + 50 * minute);
    expect([start + 50 * minute, start + 61 * minute, start + 2 * hour].map((now) => over.count(now))).toEqual([
      4, 1, 0,
    ]);
    over.add(start + 3 * hour);
    expect(over.count(start + 3 * hour)).toBe(1);
  });
});
