import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RefreshScheduler } from "./refresh.ts";

describe("when a page is loaded anew", () => {
  let begun: number[];
  let random: number;
  let scheduler: RefreshScheduler;
  const now = () => Date.now();

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    begun = [];
    random = 0;
    scheduler = new RefreshScheduler({ refresh: () => begun.push(now()), random: () => random });
  });
  afterEach(() => {
    scheduler.stop();
    vi.useRealTimers();
  });

  /** Events `everyMs` apart; the last one is told. */
  const storm = (count: number, everyMs: number): number => {
    for (let event = 1; event <= count; event++) {
      vi.advanceTimersByTime(everyMs);
      scheduler.request(event);
    }
    return now();
  };

  it("once for what happens together, a moment later, and not at the same moment for all who watch", () => {
    random = 0.5;
    scheduler.request(1);
    scheduler.request(2);
    vi.advanceTimersByTime(10_000);
    expect(begun).toEqual([500]);
    random = 0.999;
    scheduler.request(3);
    vi.advanceTimersByTime(10_000);
    expect(begun[1]).toBeGreaterThanOrEqual(10_740);
  });

  it("in a storm at most every two seconds, beginning with its first event, and once after its last", () => {
    random = 0.9;
    const last = storm(500, 20);
    vi.advanceTimersByTime(60_000);
    const gaps = begun.slice(1).map((at, place) => at - (begun[place] ?? 0));
    expect(begun[0]).toBeLessThanOrEqual(20 + 750);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
    expect(begun.length).toBeGreaterThanOrEqual(5);
    const after = begun.filter((at) => at > last);
    expect(after).toHaveLength(1);
    expect((after[0] ?? 0) - last).toBeLessThanOrEqual(2_000);
  });

  it("not while the page is busy: afterwards, once", () => {
    scheduler.setBusy(true);
    storm(100, 100);
    expect(begun).toEqual([]);
    scheduler.setBusy(false);
    vi.advanceTimersByTime(10_000);
    expect(begun).toEqual([10_250]);
  });

  it("not when the page became busy while the refresh was due", () => {
    scheduler.request(1);
    vi.advanceTimersByTime(100);
    scheduler.setBusy(true);
    vi.advanceTimersByTime(5_000);
    expect(begun).toEqual([]);
    scheduler.setBusy(false);
    vi.advanceTimersByTime(5_000);
    expect(begun).toHaveLength(1);
  });

  it("again for what happened while it was being loaded", () => {
    scheduler.request(1);
    vi.advanceTimersByTime(300);
    scheduler.setBusy(true);
    vi.advanceTimersByTime(300);
    scheduler.request(2);
    scheduler.loaded({ seq: 1, since: 1 });
    scheduler.setBusy(false);
    vi.advanceTimersByTime(10_000);
    expect(begun).toEqual([250, 2_250]);
  });

  it("for a hidden page when it is looked at", () => {
    scheduler.setHidden(true);
    storm(10, 100);
    vi.advanceTimersByTime(60_000);
    expect(begun).toEqual([]);
    scheduler.setHidden(false);
    vi.advanceTimersByTime(10_000);
    expect(begun).toHaveLength(1);
  });

  it("until what was loaded contains what has happened, ever less often, and not for ever", () => {
    scheduler.request(9);
    vi.advanceTimersByTime(250);
    scheduler.loaded({ seq: 8, since: 8 });
    vi.advanceTimersByTime(4_000);
    expect(begun).toEqual([250, 4_250]);
    scheduler.loaded({ seq: 8, since: 8 });
    vi.advanceTimersByTime(8_000);
    expect(begun).toEqual([250, 4_250, 12_250]);
    for (let loads = 0; loads < 20; loads++) {
      scheduler.loaded({ seq: 8, since: 8 });
      vi.advanceTimersByTime(30_000);
    }
    expect(begun.length).toBeLessThan(12);
    scheduler.request(10);
    vi.advanceTimersByTime(5_000);
    scheduler.loaded({ seq: 10, since: 10 });
    const before = begun.length;
    vi.advanceTimersByTime(60_000);
    expect(begun).toHaveLength(before);
  });

  it("not for one's own act, whose answer reloads the page; but where that has not come", () => {
    scheduler.expect(5);
    vi.advanceTimersByTime(3_000);
    scheduler.loaded({ seq: 5, since: 5 });
    vi.advanceTimersByTime(60_000);
    expect(begun).toEqual([]);
    scheduler.expect(6);
    vi.advanceTimersByTime(60_000);
    expect(begun).toHaveLength(1);
  });

  it("never after the page has gone", () => {
    scheduler.request(1);
    scheduler.expect(2);
    scheduler.stop();
    vi.advanceTimersByTime(60_000);
    expect(begun).toEqual([]);
  });
});
