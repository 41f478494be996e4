import { describe, expect, it } from "vitest";
import { recordDeliveries } from "./record.server.ts";
import { backoff, maxTries, settle, supersedes } from "./rules.ts";

const now = 1_000_000;
const batch = [
  { id: "a", attempts: 0 },
  { id: "b", attempts: 0 },
];

describe("the wait before the next try", () => {
  it("doubles from a second up to ten minutes", () => {
    expect([0, 1, 2, 3, 9, 10, 15].map((tries) => backoff(tries, 0))).toEqual([
      1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000,
    ]);
  });

  it("is shortened by at most a quarter, and never gone", () => {
    expect(backoff(0, 1)).toBe(750);
    for (const dice of [0, 0.3, 0.9999]) {
      expect(backoff(4, dice)).toBeLessThanOrEqual(16_000);
      expect(backoff(4, dice)).toBeGreaterThanOrEqual(12_000);
    }
  });
});

describe("what becomes of a batch", () => {
  it("is sent where it was accepted, and parked where the service refused one address", () => {
    const outcome = { kind: "accepted" as const, ids: ["m1", null], refused: [{ index: 1, message: "no such box" }] };
    expect(settle(batch, outcome, now)).toEqual([
      { id: "a", state: "sent", providerId: "m1" },
      { id: "b", state: "parked", reason: "no such box" },
    ]);
  });

  it("is tried one by one when it was refused as a whole, so that one bad address stops no other", () => {
    expect(settle(batch, { kind: "refused", message: "bad" }, now)).toEqual([
      { id: "a", state: "queued", reason: "bad", nextTryAt: now, alone: true },
      { id: "b", state: "queued", reason: "bad", nextTryAt: now, alone: true },
    ]);
    expect(settle([{ id: "a", attempts: 0 }], { kind: "refused", message: "bad" }, now)).toEqual([
      { id: "a", state: "parked", reason: "bad" },
    ]);
  });

  it("is tried again later when nobody knows, under the same batch", () => {
    expect(settle(batch, { kind: "retry", message: "500", afterMs: null }, now, 0)).toEqual([
      { id: "a", state: "queued", reason: "500", nextTryAt: now + 1_000, alone: false },
      { id: "b", state: "queued", reason: "500", nextTryAt: now + 1_000, alone: false },
    ]);
  });

  it("waits as long as the service asks, but no shorter than its own wait", () => {
    const next = (afterMs: number, attempts: number) =>
      settle([{ id: "a", attempts }], { kind: "retry", message: "429", afterMs }, now, 0)[0];
    expect(next(30_000, 0)).toMatchObject({ nextTryAt: now + 30_000 });
    expect(next(10, 3)).toMatchObject({ nextTryAt: now + 8_000 });
  });

  it("is given up after the last try and not one earlier", () => {
    const outcomeOf = (attempts: number) =>
      settle([{ id: "a", attempts }], { kind: "retry", message: "500", afterMs: null }, now, 0)[0];
    expect(outcomeOf(maxTries - 2)).toMatchObject({ state: "queued" });
    expect(outcomeOf(maxTries - 1)).toMatchObject({ state: "parked", reason: expect.stringContaining("16 tries") });
  });
});

describe("a report of the mail service", () => {
  it("only ever moves a message on", () => {
    const order = ["queued", "sent", "delivered", "bounced", "complained"] as const;
    order.forEach((present, at) => {
      for (const [place, reported] of order.entries())
        expect([reported, present, supersedes(reported, present)]).toEqual([reported, present, place > at]);
    });
  });

  it("counts for a message that was given up: it had arrived all the same", () => {
    expect(supersedes("delivered", "parked")).toBe(true);
    expect(supersedes("delivered", "delivered")).toBe(false);
  });
});

describe("what a service says of itself", () => {
  it("is kept up to a length, however much it sends", () => {
    const said = { id: "dlv_1", state: "parked", reason: "🔥".repeat(2_000_000) };
    const kept = recordDeliveries.input.parse({ settled: [said] }).settled[0];
    expect(kept).toMatchObject({ reason: "🔥".repeat(1_000) });
  });
});
