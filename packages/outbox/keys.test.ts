import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { hour, kill, minute, nothingElse, pagesTo, second } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import type { Fault } from "#tests/support/mail.ts";

/** Numbers from 0 up to 1 that are the same in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe("a page has one key", () => {
  const on = processFixture({ people: { asha: "manager", omar: "operator" } });
  beforeEach(async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const tier = (afterMinutes: number) => [{ afterMinutes, channels: ["email"], userId: on.asha.id }];
    await on.process.run(createChain, { name: "Later", severity: "SEV1", tiers: tier(1) });
    await on.process.run(createChain, { name: "Now", severity: "SEV2", tiers: tier(0) });
  });

  const open = (severity: string) => on.process.run(createIncident, { title: "Down", severity });
  /** Lets the request be made and leaves it without an answer. */
  const hangs = async (accepts: boolean) => {
    const before = on.resend.requests.length;
    on.resend.faults = [{ hang: true, accepts }];
    await on.process.alarm();
    await vi.waitFor(() => expect(on.resend.requests.length).toBe(before + 1));
  };
  /** What is sent for a new incident is accepted, and the answer never comes. */
  const openUnanswered = async () => {
    on.resend.faults = [1, 2].map(() => ({ hang: true, accepts: true }));
    await open("SEV2");
    await on.process.alarm();
    await vi.waitFor(() => expect(on.resend.requests).toHaveLength(2));
  };
  const keysOf = () => {
    const keys = new Map<string, Set<string>>();
    for (const { key, deliveries } of on.resend.requests)
      for (const id of deliveries) keys.set(id, (keys.get(id) ?? new Set()).add(key));
    return [...keys.values()].map((set) => set.size);
  };

  it("also when the hub died with it, then met a 429, and another page came", async () => {
    await open("SEV1");
    await on.process.settle();
    on.time.now += minute;
    await hangs(true);
    await kill(on.process);
    on.resend.faults = [{ status: 429, headers: { "retry-after": "5" } }];
    await on.process.alarm();
    await on.process.settle();
    on.resend.faults = [];
    await open("SEV2");
    for (let step = 0; step < 3; step += 1) await on.time.forward(6 * second, on.process);
    expect(pagesTo(on)).toHaveLength(2);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(await nothingElse(on)).toBe(0);
  });

  it.each([1, 2, 3])("in any order of deaths, refusals, time-outs and answers that get lost (%i)", async (seed) => {
    const roll = dice(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
    const faults: (Fault | "dies" | "fine")[] = [
      "dies",
      "dies",
      "fine",
      { status: 429, headers: { "retry-after": "5" } },
      { status: 500 },
      { throws: "reset", accepts: true },
      { throws: "reset", accepts: false },
    ];
    let opened = 0;
    for (let step = 0; step < 25; step += 1) {
      if (roll() < 0.4) {
        await open(pick(["SEV1", "SEV2"]));
        opened += 1;
      }
      const fault = pick(faults);
      on.time.now += pick([0, second, 5 * second, minute]);
      if (fault === "dies") {
        on.resend.faults = [{ hang: true, accepts: roll() < 0.5 }];
        await on.process.alarm();
        await kill(on.process);
        on.resend.faults = [];
      } else {
        on.resend.faults = fault === "fine" ? [] : [fault];
        await on.process.alarm();
        await on.process.settle();
      }
    }
    on.resend.faults = [];
    for (let step = 0; step < 12; step += 1) await on.time.forward(2 * minute, on.process);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(pagesTo(on)).toHaveLength(opened);
    expect(await on.process.sql("SELECT DISTINCT state FROM deliveries")).toEqual([{ state: "sent" }]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("and is not sent again by itself once the mail service would no longer recognise it", async () => {
    await openUnanswered();
    await kill(on.process);
    await on.time.forward(24 * hour, on.process);
    expect(on.resend.requests).toHaveLength(2);
    expect(await on.process.sql("SELECT DISTINCT state FROM deliveries")).toEqual([{ state: "parked" }]);
    const [page] = await on.process.sql("SELECT error FROM deliveries WHERE event = 'escalation.page'");
    expect(page?.error).toContain("It may have arrived");
    expect(await nothingElse(on)).toBe(0);
  });

  it("and the hub that is restored from D1 keeps it, though D1 was never told that it was used", async () => {
    await openUnanswered();
    await on.process.inside(async ({ engine }, { storage }) => {
      await engine.mirror.flush();
      storage.sql.exec("DELETE FROM hub_outbox");
      engine.outbox.restored();
    });
    await kill(on.process);
    await open("SEV2");
    await on.time.forward(5 * second, on.process);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(pagesTo(on)).toHaveLength(2);
    expect(await nothingElse(on)).toBe(0);
  });
});
