import { describe, expect, it } from "vitest";
import { day } from "#packages/core/clock.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { minute, nothingElse, second } from "#tests/support/bad-days.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { tidy } from "#tests/support/tidy.ts";

describe("paging by hand", () => {
  const on = pagingFixture();
  const page = (id: string, body: object, as: TestUser = on.asha, headers: Record<string, string> = {}) =>
    call("POST", `/api/incidents/${id}/page`, { as, body, headers });
  const messageOf = ({ body }: { body: unknown }) => (body as { error: { message: string } }).error.message;
  const incident = async (id: string) => (await on.process.view(incidentDetail, { id })).incident;

  it("reaches a person where no chain fits, once for one request, with a word of who asks", async () => {
    const { id, number } = await on.open();
    const press = () =>
      page(id, { userIds: [on.ben.id], note: "The database is yours" }, on.asha, { "idempotency-key": "once" });
    const [first, again] = [await press(), await press()];
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect(first.body).toMatchObject({ held: [], incident: { attention: "unattended" } });
    await on.process.settle();
    expect(on.paged()).toEqual(["Ben"]);
    expect(on.resend.sent.at(-1)?.text).toContain("Asha paged you by hand.");
    expect(on.resend.sent.at(-1)?.text).toContain("The database is yours");
    expect((await on.told(id)).at(-1)).toBe(
      `paged: Asha paged Ben by e-mail and in the app for ${number}: The database is yours`,
    );
    const { runs, next } = await on.story(id);
    expect(next).toBeNull();
    expect(runs).toMatchObject([
      { chainId: null, chainName: "By hand", startedBy: "Asha paged by hand", executions: [{ tier: 0, byHand: true }] },
    ]);
    expect(await on.process.sql("SELECT action, actor_name FROM audit WHERE action = 'incident.page'")).toEqual([
      { action: "incident.page", actor_name: "Asha" },
    ]);
    // Nothing of it is to come, whatever happens to the incident.
    await on.process.run(updateIncident, { id, severity: "SEV3" });
    await on.wait(60);
    expect(await nothingElse(on)).toBe(0);
  });

  it("of an acknowledged incident asks for an acknowledgement again; who calls for help still has it", async () => {
    const { id } = await on.open();
    await on.process.run(acknowledgeIncident, { id }, on.asha.caller);
    await page(id, { userIds: [on.ben.id] });
    expect(await incident(id)).toMatchObject({ needsAcknowledgement: true, attention: "unacknowledged" });
    await on.process.run(acknowledgeIncident, { id }, on.ben.caller);
    expect(await incident(id)).toMatchObject({
      needsAcknowledgement: false,
      attention: "taken",
      assignedToId: on.asha.id,
    });
    expect((await on.story(id)).runs).toMatchObject([{ state: "stopped" }]);
    on.time.now += minute;
    // Somebody else does it: nobody has said that they still have it.
    await page(id, { userIds: [on.asha.id] }, on.ben);
    expect(await incident(id)).toMatchObject({ attention: "unattended" });
    await on.process.settle();
    expect(on.paged()).toEqual(["Ben", "Asha"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("refuses whom no page reaches, what is resolved, the same press twice, and a fourth within five minutes", async () => {
    const viewer = await on.process.user("viewer", { name: "Vera" });
    const gone = await on.process.user("operator", { name: "Gus" });
    await on.process.run(updateUserAccess, { id: gone.id, isActive: false });
    const { id, number } = await on.open();
    const refused = async (body: object, as?: TestUser) => {
      const answer = await page(id, body, as);
      return [answer.status, messageOf(answer)];
    };
    expect(await refused({ userIds: [gone.id] })).toEqual([
      422,
      "Gus is not active, so no page reaches them. Choose somebody else.",
    ]);
    expect(await refused({ userIds: [on.ben.id, viewer.id] })).toEqual([
      422,
      "Vera can't act on incidents: role viewer, so no page reaches them. Choose somebody else.",
    ]);
    expect(await refused({ userIds: ["usr_nobody"] })).toEqual([422, "Choose somebody of this process's team."]);
    expect(await refused({})).toEqual([422, "Choose whom to page."]);
    expect((await refused({ userIds: [on.ben.id] }, viewer))[0]).toBe(403);
    const off = await on.chain([on.tier(0)], { name: "Off", isActive: false });
    expect(await refused({ chainId: off.id })).toEqual([
      409,
      "The chain “Off” is switched off. Choose another, or page a person.",
    ]);
    expect(await on.process.sql("SELECT id FROM escalation_runs")).toEqual([]);

    expect((await page(id, { userIds: [on.ben.id] })).status).toBe(200);
    on.time.now += 3 * second;
    expect(await refused({ userIds: [on.ben.id] })).toEqual([
      409,
      "Ben was paged by Asha 3 s ago. Page again if that is not enough.",
    ]);
    expect((await page(id, { userIds: [on.asha.id, on.ben.id] })).status).toBe(200);
    on.time.now += minute;
    expect((await page(id, { userIds: [on.ben.id] })).status).toBe(200);
    expect((await refused({ userIds: [on.asha.id] }))[0]).toBe(429);
    await on.process.run(resolveIncident, { id });
    expect(await refused({ userIds: [on.ben.id] })).toEqual([
      409,
      `${number} is resolved. Reopen it to page somebody.`,
    ]);
    await on.process.settle();
    expect(on.paged()).toHaveLength(4);
    expect(await nothingElse(on)).toBe(0);
  });

  it("stays in the story as long as the incident, with its numbers", async () => {
    const { id } = await on.open();
    await page(id, { userIds: [on.ben.id] });
    await on.process.run(resolveIncident, { id });
    await on.process.settle();
    on.time.now += 400 * day;
    await tidy(on.process);
    expect(await on.process.sql("SELECT id FROM deliveries")).toEqual([]);
    await on.chain([on.tier(60)]);
    await on.process.run(reopenIncident, { id });
    expect((await on.story(id)).runs).toMatchObject([
      { run: 1, executions: [{ targetIds: [on.ben.id] }] },
      { run: 2, executions: [] },
    ]);
  });

  it("a chain that fits another severity pages its first tier now and goes on at its times, until somebody has it", async () => {
    const chain = await on.chain([on.tier(30), on.tier(40, on.ben.id)], { severity: "SEV0" });
    const { id } = await on.open("SEV3");
    expect((await page(id, { chainId: chain.id })).body).toMatchObject({ incident: { attention: "unacknowledged" } });
    await on.process.settle();
    expect(on.paged()).toEqual(["Asha"]);
    await on.wait(10);
    expect(on.paged()).toEqual(["Asha", "Ben"]);
    await on.process.run(commentOnIncident, { id, text: "Both here." });
    expect(await nothingElse(on)).toBe(0);
  });

  it("is dropped unsent when somebody acknowledges before it leaves", async () => {
    const { id } = await on.open();
    on.resend.always = { status: 500 };
    await page(id, { userIds: [on.ben.id] });
    await on.process.settle();
    await on.process.run(acknowledgeIncident, { id }, on.asha.caller);
    on.resend.always = null;
    await on.wait(60);
    expect(on.paged()).toEqual([]);
    expect(
      await on.process.sql(
        "SELECT channel, state, error FROM deliveries WHERE event = 'escalation.page' ORDER BY channel",
      ),
    ).toMatchObject([
      { channel: "email", state: "dropped", error: expect.stringContaining("Asha acknowledged it") },
      { channel: "in_app", state: "dropped" },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });
});
