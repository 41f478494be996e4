import { describe, expect, it } from "vitest";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { listOnCall } from "#packages/on-call/views.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { createChain, updateChain } from "./commands.server.ts";

describe("who can be paged", () => {
  const on = pagingFixture();
  const today = () => new Date(on.time.now).toISOString().slice(0, 10);

  it.each(["client", "growth", "viewer", "analyst", "support"] as const)(
    "is nobody who is %s: refused in a tier, on call and as assignee, in plain words",
    async (role) => {
      const { process } = on;
      const vera = await process.user(role, { name: "Vera" });
      const refusal = { code: "invalid", message: expect.stringContaining(`Vera`) };
      const made = await process.tryRun(createChain, { name: "C", tiers: [on.tier(0), on.tier(5, vera.id)] });
      expect(made).toMatchObject({
        error: {
          message: `Tier 2 names Vera, who can't act on incidents (role ${role}). Choose somebody who can acknowledge them.`,
          fields: { "tiers.1.userId": ["Vera can't act on incidents."] },
        },
      });
      const { id } = await on.chain([on.tier(5)]);
      expect(await process.tryRun(updateChain, { id, tiers: [on.tier(5, vera.id)] })).toMatchObject({ error: refusal });
      const entry = { userId: vera.id, role: "primary", date: today() };
      expect(await process.tryRun(createOnCall, entry)).toMatchObject({ error: refusal });
      const opened = await on.open();
      expect(await process.tryRun(updateIncident, { id: opened.id, assignedToId: vera.id })).toMatchObject({
        error: refusal,
      });
    },
  );

  it("is not who became a viewer or a client later: the next in line is paged, and the trail says why", async () => {
    const { process, asha, ben } = on;
    const mia = await process.user("manager", { name: "Mia" });
    await on.chain([on.tier(1)]);
    await process.run(createOnCall, { userId: ben.id, role: "primary", date: today() });
    const { id } = await on.open();
    await process.run(updateUserAccess, { id: asha.id, role: "viewer" });
    await process.run(updateUserAccess, { id: ben.id, role: "client" });
    expect((await on.story(id)).next).toMatchObject({ people: [{ name: "Mia" }], gap: true });
    const days = await process.view(listOnCall, { from: today(), to: today() });
    expect([days.gaps, days.items[0]?.problem]).toEqual([[today()], "can't act on incidents: role client"]);
    await on.wait(1);
    expect(on.paged()).toEqual([mia.email]);
    expect((await on.story(id)).runs[0]?.executions[0]?.trail).toMatchObject([
      { step: "user", name: "Asha", problem: "cannot_act", role: "viewer" },
      { step: "primary", name: "Ben", problem: "cannot_act", role: "client" },
      { step: "backup", problem: "nobody" },
      { step: "escalation", problem: "nobody" },
      { step: "managers", problem: null },
    ]);
    const [page] = on.resend
      .of(process.id)
      .filter((mail) => mail.to === mia.email && mail.text.includes("You are paged"));
    expect(page?.text).toContain("Asha (named in the tier) can't act on incidents: role viewer");
    expect(await nothingElse(on)).toBe(0);
  });

  it("is the next in line, once, when somebody was deactivated while the mail service was away", async () => {
    const { process, asha, ben } = on;
    await on.chain([on.tier(1)]);
    await process.run(createOnCall, { userId: ben.id, role: "primary", date: today() });
    const { id } = await on.open();
    await process.settle();
    on.resend.always = { status: 500 };
    await on.wait(1);
    await process.run(updateUserAccess, { id: asha.id, isActive: false });
    on.resend.always = null;
    await on.wait(5);
    expect(on.paged()).toEqual(["Ben"]);
    const { runs } = await on.story(id);
    expect(runs[0]?.executions).toMatchObject([
      {
        outcome: "paged",
        targetIds: [asha.id, ben.id],
        trail: [
          { step: "user", name: "Asha", problem: "inactive" },
          { step: "primary", name: "Ben", problem: null },
        ],
        deliveries: [
          { recipient: asha.email, state: "dropped", error: expect.stringContaining("Asha is not active") },
          { recipient: ben.email, state: "sent" },
        ],
      },
    ]);
    expect((await on.told(id)).at(-1)).toContain("because whoever was to be paged can't be any more");
    expect(await nothingElse(on)).toBe(0);
  });

  it("is nobody else when the others of the same firing have their pages", async () => {
    const { process } = on;
    const [mia, max] = [await process.user("manager"), await process.user("manager")];
    await on.chain([on.tier(1, null)]);
    const { id } = await on.open();
    await process.settle();
    on.resend.always = { status: 500 };
    await on.wait(1);
    await process.run(updateUserAccess, { id: mia.id, isActive: false });
    on.resend.always = null;
    await on.time.forward(10 * minute, process);
    expect(on.paged()).toEqual([max.email]);
    expect((await on.story(id)).runs[0]?.executions[0]?.targetIds).toHaveLength(2);
    expect(await nothingElse(on)).toBe(0);
  });
});
