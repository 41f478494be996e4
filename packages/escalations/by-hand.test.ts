import { describe, expect, it } from "vitest";
import { acknowledgeIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { minute, nothingElse, second } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { escalateIncident } from "./escalate.server.ts";

describe("escalating by hand", () => {
  const on = pagingFixture();
  const escalate = (id: string, more: object = {}) =>
    on.process.tryRun(escalateIncident, { id, ...more }, on.asha.caller);
  const incident = async (id: string) => (await on.process.view(incidentDetail, { id })).incident;

  it("pages the next tier now, and not again at its time", async () => {
    await on.chain([on.tier(5), on.tier(10, on.ben.id)]);
    const { id } = await on.open();
    await escalate(id);
    await on.process.settle();
    expect(on.paged()).toEqual(["Asha"]);
    expect(await on.process.sql("SELECT due_at FROM hub_timers WHERE source <> 'sessions'")).toEqual([
      { due_at: on.time.now + 10 * minute },
    ]);
    await on.wait(5);
    expect(on.paged()).toEqual(["Asha"]);
    await on.wait(5);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("of an acknowledged incident pages the next tier, and it needs an acknowledgement again, which everyone sees", async () => {
    const { process, asha, ben } = on;
    await on.chain([on.tier(0), on.tier(5, ben.id), on.tier(15)]);
    const { id } = await on.open();
    await on.wait(1);
    await process.run(acknowledgeIncident, { id }, asha.caller);
    expect(await incident(id)).toMatchObject({ needsAcknowledgement: false, escalatedAt: null });
    await on.wait(60);
    expect((await escalate(id)).ok).toBe(true);
    await process.settle();
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    expect(await incident(id)).toMatchObject({
      status: "acknowledged",
      assignedToId: asha.id,
      acknowledgedById: asha.id,
      needsAcknowledgement: true,
      escalatedAt: new Date(on.time.now).toISOString(),
    });
    // The tiers after it keep their distance.
    expect((await on.story(id)).next).toMatchObject({
      tier: 3,
      dueAt: new Date(on.time.now + 10 * minute).toISOString(),
    });
    await process.run(acknowledgeIncident, { id }, ben.caller);
    expect(await incident(id)).toMatchObject({
      status: "acknowledged",
      assignedToId: asha.id,
      needsAcknowledgement: false,
    });
    const { runs } = await on.story(id);
    expect(runs).toMatchObject([
      { state: "stopped", endedWhy: "Asha acknowledged it" },
      { state: "stopped", endedWhy: "Ben acknowledged it", startedBy: "Asha escalated it" },
    ]);
    const number = (await incident(id)).number;
    expect((await on.told(id)).slice(-4)).toEqual([
      `escalating: The chain “Chain” started for ${number}: Asha escalated it`,
      `escalated: Asha escalated ${number}: it needs an acknowledgement again`,
      `paged: Tier 2 of “Chain” paged Ben by e-mail for ${number}`,
      `acknowledged: Ben acknowledged ${number}`,
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("goes on tier by tier while nobody acknowledges, then begins anew, past who has it already", async () => {
    const { process, asha, ben } = on;
    await on.chain([on.tier(0), on.tier(5, ben.id)]);
    const { id } = await on.open();
    await on.wait(0);
    await on.wait(5);
    await process.run(updateIncident, { id, status: "in_progress" }, asha.caller);
    await escalate(id);
    await process.settle();
    // Both tiers had fired. Asha has it, so the first tier that pages somebody else.
    expect(on.paged()).toEqual(["Asha", "Ben", "Ben"]);
    await process.run(acknowledgeIncident, { id }, ben.caller);
    expect(await incident(id)).toMatchObject({ status: "in_progress", assignedToId: asha.id });
    await escalate(id, { seen: (await on.story(id)).fired });
    await process.run(updateIncident, { id, status: "in_progress" }, ben.caller);
    expect(await incident(id)).toMatchObject({ status: "in_progress", needsAcknowledgement: false });
    await escalate(id, { seen: (await on.story(id)).fired });
    await process.run(resolveIncident, { id });
    expect(await incident(id)).toMatchObject({ status: "resolved", needsAcknowledgement: false });
    expect(await nothingElse(on)).toBe(0);
  });

  it("skips in the tier of one moment what has fired already", async () => {
    await on.chain([on.tier(5), on.tier(5, on.ben.id), on.tier(9)]);
    const { id } = await on.open();
    await escalate(id);
    await on.process.run(acknowledgeIncident, { id });
    await escalate(id, { seen: (await on.story(id)).fired });
    await on.wait(0);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
  });

  it("by two people at once pages one tier, and tells the second whom the first has paged", async () => {
    const { process, ben } = on;
    await on.chain([on.tier(5, ben.id), on.tier(10)]);
    const { id } = await on.open();
    const both = await Promise.all([
      process.tryRun(escalateIncident, { id, seen: 0 }, on.asha.caller),
      process.tryRun(escalateIncident, { id, seen: 0 }, ben.caller),
    ]);
    expect(both.map((result) => result.ok)).toEqual([true, false]);
    on.time.now += 3 * second;
    expect(await process.tryRun(escalateIncident, { id, seen: 0 }, ben.caller)).toMatchObject({
      error: {
        code: "conflict",
        message: "Tier 1 (Ben) was paged by Asha 3 s ago. Escalate again if that is not enough.",
      },
    });
    // A caller that doesn't say what it saw is taken to have pressed twice.
    expect(await escalate(id)).toMatchObject({ error: { code: "conflict" } });
    await process.settle();
    expect(on.paged()).toEqual(["Ben"]);
    // Whoever has seen that page and wants the next gets it.
    expect((await escalate(id, { seen: (await on.story(id)).fired })).ok).toBe(true);
    await process.settle();
    expect(on.paged()).toEqual(["Ben", "Asha"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is refused when a tier has fired at its time since the person looked", async () => {
    await on.chain([on.tier(1), on.tier(10, on.ben.id)]);
    const { id } = await on.open();
    await on.wait(1);
    expect(await escalate(id, { seen: 0 })).toMatchObject({
      error: { message: "Tier 1 (Asha) was paged at its time 0 s ago. Escalate again if that is not enough." },
    });
  });

  it("is refused the fourth time within five minutes, with the time of the next", async () => {
    await on.chain([5, 6, 7, 8, 9].map((minutes) => on.tier(minutes)));
    const { id } = await on.open();
    for (let time = 0; time < 3; time++) {
      expect((await escalate(id)).ok).toBe(true);
      on.time.now += 20 * second;
    }
    const refused = await escalate(id);
    const at = new Date(on.time.now - minute + 5 * minute).toISOString().slice(11, 19);
    expect(refused).toMatchObject({
      error: {
        code: "rate_limited",
        retryAfter: 240,
        message: `${(await incident(id)).number} was escalated 3 times within 5 min. The next time is possible at ${at} (UTC).`,
      },
    });
    await on.wait(4);
    expect((await escalate(id)).ok).toBe(true);
  });
});
