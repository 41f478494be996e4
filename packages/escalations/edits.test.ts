import { describe, expect, it } from "vitest";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { minute, nothingElse, second } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { updateChain } from "./commands.server.ts";
import { escalateIncident } from "./escalate.server.ts";

describe("an edit of a chain", () => {
  const on = pagingFixture();

  it("adds to a run whose tiers have all fired: a new tier and a repeat page, nothing in retrospect", async () => {
    const { tier, process, wait } = on;
    const { id: chainId, tiers } = await on.chain([tier(0)]);
    const { id } = await on.open();
    await wait(0);
    expect((await on.story(id)).runs).toMatchObject([{ state: "exhausted", endedWhy: "every tier has fired" }]);
    await wait(10);
    // Minute 5 has passed.
    await process.run(updateChain, { id: chainId, tiers: [...tiers, tier(5), tier(12, on.ben.id)] });
    expect((await on.story(id)).runs).toMatchObject([{ state: "running", endedAt: null, endedWhy: null }]);
    expect((await on.story(id)).next).toMatchObject({ tier: 3, people: [{ name: "Ben" }] });
    await wait(2);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    await wait(3);
    await process.run(updateChain, { id: chainId, repeat: 1 });
    await wait(4);
    expect(on.paged()).toEqual(["Asha", "Ben", "Asha"]);
    expect((await on.told(id)).filter((line) => line.includes("goes on for"))).toHaveLength(2);
    await process.run(acknowledgeIncident, { id });
    await process.run(updateChain, { id: chainId, repeat: 5 });
    expect((await on.story(id)).runs).toMatchObject([{ state: "stopped" }]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("takes away what was left: the run is over at once, and escalating by hand begins anew", async () => {
    const { tier, process } = on;
    const { id: chainId, tiers } = await on.chain([tier(0), tier(20, on.ben.id)]);
    const { id } = await on.open();
    await on.wait(10);
    await process.run(updateChain, { id: chainId, tiers: [tiers[0], { ...tiers[1], afterMinutes: 5 }] });
    const { runs, next } = await on.story(id);
    const endedWhy = "System (setup) changed the chain and nothing is left of it to page";
    expect([runs[0]?.state, runs[0]?.endedWhy, next]).toEqual(["exhausted", endedWhy, null]);
    expect(await on.told(id)).toContain(`exhausted: The chain “Chain” is over for ${await reference()}: ${endedWhy}`);
    expect(await process.sql("SELECT key FROM hub_timers WHERE source = 'escalation_runs'")).toEqual([]);
    await process.run(escalateIncident, { id });
    await on.wait(0);
    await on.wait(5);
    expect(on.paged()).toEqual(["Asha", "Asha", "Ben"]);
    // Of two runs of one chain only the last goes on.
    await process.run(updateChain, { id: chainId, repeat: 1 });
    expect((await on.story(id)).runs.map((run) => run.state)).toEqual(["exhausted", "running"]);
    await process.run(acknowledgeIncident, { id });
    expect(await nothingElse(on)).toBe(0);
  });

  const reference = async () => String((await on.process.sql("SELECT reference FROM incidents"))[0]?.reference);

  it("without tier ids changes the tiers in their places: who was paged is not paged again", async () => {
    const { tier, process } = on;
    const { id: chainId } = await on.chain([tier(0), tier(10, on.ben.id)]);
    await on.open();
    await on.wait(1);
    await process.run(updateChain, { id: chainId, tiers: [tier(2), tier(8, on.ben.id), tier(9)] });
    await on.wait(20);
    expect(on.paged().sort()).toEqual(["Asha", "Asha", "Ben"]);
    // With ids, one without is new, wherever it stands.
    const { tiers } = await process.run(updateChain, { id: chainId, name: "Named" });
    const edited = await process.run(updateChain, { id: chainId, tiers: [tier(0), ...tiers] });
    expect(edited.tiers.slice(1)).toEqual(tiers);
    expect(tiers.map(({ id }) => id)).not.toContain(edited.tiers[0]?.id);
  });

  it("loses no tier whose firing broke before it", async () => {
    const { tier, process } = on;
    const { id: chainId, tiers } = await on.chain([tier(1), tier(30, on.ben.id)]);
    await on.open();
    await process.sql("ALTER TABLE messages RENAME TO messages_away");
    await on.wait(1);
    await process.sql("ALTER TABLE messages_away RENAME TO messages");
    expect(await process.sql("SELECT tries FROM hub_timers WHERE tries > 0")).toEqual([{ tries: 1 }]);
    on.time.now += 200;
    await process.run(updateChain, { id: chainId, tiers: [...tiers, tier(40)] });
    expect(on.paged()).toEqual([]);
    await on.time.forward(2 * second, process);
    expect(on.paged()).toEqual(["Asha"]);
    await on.wait(30);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    await on.wait(15);
    expect(on.paged()).toEqual(["Asha", "Ben", "Asha"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is no reason to lose a page when the clock steps back between it and the opening", async () => {
    const { tier, process } = on;
    const { id: chainId } = await on.chain([tier(0), tier(1, on.ben.id)]);
    on.time.now -= 5 * second;
    await on.open();
    await on.wait(0);
    expect(on.paged()).toEqual(["Asha"]);
    await process.run(updateChain, { id: chainId, repeat: 1 });
    on.time.now -= 5 * second;
    await on.time.forward(minute + 5 * second, process);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    on.time.now -= 10 * second;
    await on.wait(1);
    await on.wait(1);
    await on.wait(1);
    expect(on.paged()).toEqual(["Asha", "Ben", "Asha", "Ben"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("keeps the order of tiers due in one moment: by number, beyond nine, round by round", async () => {
    const { tier } = on;
    await on.chain(
      Array.from({ length: 12 }, () => tier(1)),
      { repeat: 1 },
    );
    const { id } = await on.open();
    await on.wait(10);
    const fired = (await on.story(id)).runs[0]?.executions ?? [];
    const rows = await on.process.sql("SELECT round, tier_number AS tier FROM escalation_executions ORDER BY rev");
    const expected = [0, 1].flatMap((round) => Array.from({ length: 12 }, (_, index) => ({ round, tier: index + 1 })));
    expect(rows).toEqual(expected);
    expect(fired).toHaveLength(24);
  });
});
