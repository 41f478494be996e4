import { describe, expect, it } from "vitest";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { minute, nothingElse, second } from "#tests/support/bad-days.ts";
import { call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { updateChain } from "./commands.server.ts";
import { chainEffect } from "./effect.server.ts";

describe("switching a chain off", () => {
  const on = pagingFixture();
  const effect = async (id: string) => {
    const { paging, uncovered, startable } = await on.process.view(chainEffect, { id });
    const numbers = ({ incidents }: typeof paging) => incidents.map(({ number }) => number);
    return { paging: numbers(paging), uncovered, startable: numbers(startable) };
  };
  const turn = (id: string, isActive: boolean, more: object = {}) =>
    on.process.run(updateChain, { id, isActive, ...more });

  it("says what stops and what is left; undone at once it goes on, with what fell due meanwhile", async () => {
    const chain = await on.chain([on.tier(0), on.tier(5, on.ben.id), on.tier(15)], { severity: "SEV1" });
    const { id, number } = await on.open();
    await on.wait(0);
    expect(await effect(chain.id)).toEqual({ paging: [number], uncovered: ["SEV1"], startable: [] });
    on.time.now += 5 * minute - 2 * second;
    await turn(chain.id, false);
    expect(await effect(chain.id)).toEqual({ paging: [], uncovered: ["SEV1"], startable: [] });
    await on.time.forward(6 * second, on.process);
    expect(on.paged()).toEqual(["Asha"]);
    await turn(chain.id, true, { goOn: true });
    await on.wait(0);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    await on.wait(10);
    expect(on.paged()).toEqual(["Asha", "Ben", "Asha"]);
    expect((await on.story(id)).runs).toHaveLength(1);
    expect(await nothingElse(on)).toBe(0);
  });

  it("longer than a slip, what fell due is not paged in retrospect; the chain can be started anew, once", async () => {
    const chain = await on.chain([on.tier(5), on.tier(10, on.ben.id)]);
    const [first, taken] = [await on.open(), await on.open()];
    await on.process.run(acknowledgeIncident, { id: taken.id }, on.asha.caller);
    await turn(chain.id, false);
    await on.wait(60);
    await turn(chain.id, true, { goOn: true });
    await on.wait(1);
    expect(on.paged()).toEqual([]);
    expect(await effect(chain.id)).toMatchObject({ paging: [], startable: [first.number] });
    const admin = await on.process.user("admin", { name: "Ada" });
    const start = () => call("POST", `/api/escalation-chains/${chain.id}/start`, { as: admin, body: {} });
    expect((await start()).body).toEqual({ started: [first.number] });
    expect((await start()).body).toEqual({ started: [] });
    await on.wait(5);
    await on.wait(5);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("started by two people at once it pages once, and not again and again by whoever goes on pressing", async () => {
    const chain = await on.chain([on.tier(0)]);
    const { number } = await on.open();
    await on.wait(1);
    const admins = [await on.process.user("admin"), await on.process.user("admin")];
    const start = async (as: (typeof admins)[number] | undefined) => {
      const { body } = await call("POST", `/api/escalation-chains/${chain.id}/start`, { as, body: {} });
      await on.wait(0);
      return body;
    };
    expect([await start(admins[0]), await start(admins[1])]).toEqual([{ started: [number] }, { started: [] }]);
    on.time.now += 10 * second;
    expect(await start(admins[1])).toEqual({ started: [number] });
    on.time.now += 10 * second;
    expect(await effect(chain.id)).toMatchObject({ startable: [] });
    expect(await start(admins[1])).toEqual({ started: [] });
    expect(on.paged()).toEqual(["Asha", "Asha", "Asha"]);
    await on.wait(5);
    expect(await effect(chain.id)).toMatchObject({ startable: [number] });
    expect(await nothingElse(on)).toBe(0);
  });

  it("a chain's tiers stand in the order of their times, written in digits", async () => {
    const admin = await on.process.user("admin");
    const tiers = [on.tier(1000), on.tier(5, on.ben.id)];
    const refused = await call("POST", "/api/escalation-chains", { as: admin, body: { name: "Odd", tiers } });
    const said = "Tier 1 is paged after 1000 min: this one has to come at that time or later.";
    expect(refused.body).toMatchObject({ error: { fields: { "tiers.1.afterMinutes": [said] } } });
    const form = (minutes: string) => ({
      name: "Odd",
      repeat: "0",
      "tiers[0].afterMinutes": minutes,
      "tiers[0].channels": "email",
      "tiers[0].userId": "",
      "tiers[0].id": "",
    });
    const post = (minutes: string) =>
      postForm("/escalations/new", { as: admin, body: new URLSearchParams(form(minutes)).toString() });
    expect((await post("1e3")).text).toContain("A whole number from 0 to 10080.");
    expect(await on.process.sql("SELECT id FROM escalation_chains")).toEqual([]);
    expect((await post("1000")).status).toBe(302);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is asked once more where it stops something or leaves nobody to be paged, and then offers the way back", async () => {
    const admin = await on.process.user("admin", { name: "Ada" });
    const chain = await on.chain([on.tier(5)], { severity: "SEV1" });
    const also = await on.chain([on.tier(20, on.ben.id)], { name: "All" });
    const { number } = await on.open();
    const post = async (fields: Record<string, string>) => {
      const { status, headers } = await postForm("/escalations", {
        as: admin,
        body: new URLSearchParams(fields).toString(),
      });
      return [status, headers.get("location")];
    };
    const off = { id: chain.id, version: "1", isActive: "false" };
    expect(await post(off)).toEqual([302, `/escalations/${chain.id}/off`]);
    expect(await effect(chain.id)).toMatchObject({ paging: [number], uncovered: [] });
    expect(await post({ ...off, sure: "true" })).toEqual([302, `/escalations?off=${chain.id}`]);
    expect(await effect(chain.id)).toMatchObject({ paging: [] });
    // Back, and nothing is lost.
    expect(await post({ id: chain.id, version: "2", isActive: "true", goOn: "true" })).toEqual([302, "/escalations"]);
    await on.wait(5);
    expect(on.paged()).toEqual(["Asha"]);
    // It has nobody left to page, and the other chain is still there for SEV1.
    expect((await post({ ...off, version: "3" }))[1]).toBe(`/escalations?off=${chain.id}`);
    expect((await post({ id: chain.id, version: "4", isActive: "true" }))[1]).toBe(`/escalations?on=${chain.id}`);
    expect((await post({ id: also.id, version: "1", isActive: "false" }))[1]).toBe(`/escalations/${also.id}/off`);
    await on.wait(15);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    expect(await nothingElse(on)).toBe(0);
  });
});
