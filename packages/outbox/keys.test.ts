import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { hour, kill, minute, nothingElse, pagesTo, second, TestClock } from "#tests/support/bad-days.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend, type Fault } from "#tests/support/mail.ts";

/** Numbers from 0 up to 1 that are the same in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe("a page has one key", () => {
  let time: TestClock;
  let resend: FakeResend;
  let process: TestProcess;
  let asha: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(Math, "random").mockReturnValue(0);
    time = new TestClock();
    resend = new FakeResend().install();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    asha = await process.user("manager", { name: "Asha" });
    const tier = (afterMinutes: number) => [{ afterMinutes, channels: ["email"], userId: asha.id }];
    await process.run(createChain, { name: "Later", severity: "SEV1", tiers: tier(1) });
    await process.run(createChain, { name: "Now", severity: "SEV2", tiers: tier(0) });
  });
  afterEach(() => vi.restoreAllMocks());

  const open = (severity: string) => process.run(createIncident, { title: "Down", severity });
  /** Lets the request be made and leaves it without an answer. */
  const hangs = async (accepts: boolean) => {
    const before = resend.requests.length;
    resend.faults = [{ hang: true, accepts }];
    await process.alarm();
    await vi.waitFor(() => expect(resend.requests.length).toBe(before + 1));
  };
  const keysOf = () => {
    const keys = new Map<string, Set<string>>();
    for (const { key, deliveries } of resend.requests)
      for (const id of deliveries) keys.set(id, (keys.get(id) ?? new Set()).add(key));
    return [...keys.values()].map((set) => set.size);
  };

  it("also when the hub died with it, then met a 429, and another page came", async () => {
    await open("SEV1");
    await process.settle();
    time.now += minute;
    await hangs(true);
    await kill(process);
    resend.faults = [{ status: 429, headers: { "retry-after": "5" } }];
    await process.alarm();
    await process.settle();
    resend.faults = [];
    await open("SEV2");
    for (let step = 0; step < 3; step += 1) await time.forward(6 * second, process);
    expect(pagesTo(resend, process)).toHaveLength(2);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(await nothingElse(time, process, resend)).toBe(0);
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
      time.now += pick([0, second, 5 * second, minute]);
      if (fault === "dies") {
        resend.faults = [{ hang: true, accepts: roll() < 0.5 }];
        await process.alarm();
        await kill(process);
        resend.faults = [];
      } else {
        resend.faults = fault === "fine" ? [] : [fault];
        await process.alarm();
        await process.settle();
      }
    }
    resend.faults = [];
    for (let step = 0; step < 12; step += 1) await time.forward(2 * minute, process);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(pagesTo(resend, process)).toHaveLength(opened);
    expect(await process.sql("SELECT DISTINCT state FROM deliveries")).toEqual([{ state: "sent" }]);
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("and is not sent again by itself once the mail service would no longer recognise it", async () => {
    resend.faults = [
      { hang: true, accepts: true },
      { hang: true, accepts: true },
    ];
    await open("SEV2");
    await process.alarm();
    await vi.waitFor(() => expect(resend.requests).toHaveLength(2));
    await kill(process);
    await time.forward(24 * hour, process);
    expect(resend.requests).toHaveLength(2);
    expect(await process.sql("SELECT DISTINCT state FROM deliveries")).toEqual([{ state: "parked" }]);
    const [page] = await process.sql("SELECT error FROM deliveries WHERE event = 'escalation.page'");
    expect(page?.error).toContain("It may have arrived");
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("and the hub that is restored from D1 keeps it, though D1 was never told that it was used", async () => {
    resend.faults = [
      { hang: true, accepts: true },
      { hang: true, accepts: true },
    ];
    await open("SEV2");
    await process.alarm();
    await vi.waitFor(() => expect(resend.requests).toHaveLength(2));
    await process.inside(async ({ engine }, { storage }) => {
      await engine.mirror.flush();
      storage.sql.exec("UPDATE deliveries SET handed_at = NULL, unclear_at = NULL");
      engine.outbox.restored();
    });
    await kill(process);
    await open("SEV2");
    await time.forward(5 * second, process);
    expect(new Set(keysOf())).toEqual(new Set([1]));
    expect(pagesTo(resend, process)).toHaveLength(2);
    expect(await nothingElse(time, process, resend)).toBe(0);
  });
});
