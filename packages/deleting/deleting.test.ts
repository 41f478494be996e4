import { describe, expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { hour, minute } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";

describe("deleting", () => {
  const on = processFixture({ people: { ada: "admin", mona: "manager", omar: "operator" } });
  const as = (person: TestUser) => (method: string, path: string, body?: object) =>
    call(method, `/api${path}`, { as: person, ...(body ? { body } : {}) });
  const message = ({ body }: { body: unknown }) => (body as { error: { message: string } }).error.message;
  const openCount = async () => {
    const rows = await on.process.sql<{ n: number }>(
      "SELECT sum(value) AS n FROM counters WHERE id LIKE 'incidents:open:%'",
    );
    return rows[0]?.n ?? 0;
  };

  it("takes an incident out of lists, search, counts, timers and the outbox, and brings all of it back", async () => {
    const { process, time, ada, mona, omar } = on;
    const tiers = [{ afterMinutes: 10, channels: ["email"], userId: omar.id }];
    await process.run(createChain, { name: "On duty", severity: "SEV2", tiers });
    const made = await process.run(createIncident, { title: "Cards are declined", severity: "SEV2", tags: ["cards"] });
    await process.run(createIncident, { title: "Another one", severity: "SEV4" });
    await process.settle();
    const sent = on.resend.sent.length;
    const path = `/incidents/${made.id}`;

    // Only an admin deletes, and says why.
    expect((await as(mona)("DELETE", path, { reason: "Twice" })).status).toBe(403);
    expect((await as(ada)("DELETE", path, {})).status).toBe(422);
    expect((await as(ada)("DELETE", path, { reason: " " })).status).toBe(422);
    expect(await openCount()).toBe(2);
    expect((await as(ada)("DELETE", path, { reason: "Opened twice" })).status).toBe(204);

    expect(await openCount()).toBe(1);
    const listed = await as(omar)("GET", "/incidents");
    expect((listed.body as { items: { id: string }[] }).items.map(({ id }) => id)).not.toContain(made.id);
    expect((await as(omar)("GET", "/search?q=declined&kinds=incident")).body).toMatchObject({ items: [] });
    expect(await process.sql("SELECT id FROM incident_tags WHERE incident_id = ?", made.id)).toEqual([]);
    for (const wanted of [made.id, made.number]) {
      const gone = await as(omar)("GET", `/incidents/${wanted}`);
      expect([gone.status, message(gone)]).toEqual([
        404,
        `Ada deleted ${made.number} on 2031-05-05: Opened twice. Until 2031-06-04 it can be brought back, under Settings.`,
      ]);
    }
    expect((await as(omar)("POST", `${path}/acknowledge`)).status).toBe(404);
    await time.forward(20 * minute, process);
    expect(on.resend.sent.length).toBe(sent);

    // Undone by an admin: the same incident under its number, open and escalated anew, as nobody was paged meanwhile.
    expect((await as(omar)("POST", `${path}/restore`)).status).toBe(403);
    expect((await as(omar)("GET", "/deleted")).status).toBe(403);
    // A manager brings chains back, and no incidents.
    expect((await as(mona)("GET", "/deleted")).body).toMatchObject({ items: [] });
    expect((await as(ada)("GET", "/deleted")).body).toMatchObject({
      items: [
        { id: made.id, kind: "incident", reference: made.number, reason: "Opened twice", deletedBy: { name: "Ada" } },
      ],
    });
    expect((await as(ada)("POST", `${path}/restore`)).status).toBe(200);
    expect((await as(ada)("POST", `${path}/restore`)).status).toBe(404);
    expect(await openCount()).toBe(2);
    expect((await as(omar)("GET", path)).body).toMatchObject({ incident: { number: made.number, tags: ["cards"] } });
    expect((await as(omar)("GET", "/incidents?tag=cards")).body).toMatchObject({ items: [{ id: made.id }] });
    await time.forward(10 * minute, process);
    expect(on.resend.sent.slice(sent).map(({ to }) => to)).toEqual([omar.email]);
    // A number is given once.
    const next = await process.run(createIncident, { title: "The third", severity: "SEV4" });
    // By its number, too, and the log has both under the record.
    expect((await as(ada)("DELETE", `/incidents/${next.number}`, { reason: "Again" })).status).toBe(204);
    expect((await as(ada)("POST", `/incidents/${next.number}/restore`)).status).toBe(200);
    const logged = "SELECT action FROM audit WHERE entity_id = ? ORDER BY seq DESC LIMIT 2";
    expect((await process.sql(logged, next.id)).map(({ action }) => action)).toEqual([
      "incident.restore",
      "incident.delete",
    ]);
    expect(Number(next.number.split("-")[1])).toBe(Number(made.number.split("-")[1]) + 2);
    await process.settle();
  });

  it("drops what was queued about an incident that is deleted before it could be sent", async () => {
    const { process, resend, ada } = on;
    resend.always = { status: 503 };
    const made = await process.run(createIncident, { title: "Nobody hears of it", severity: "SEV2" });
    await process.settle();
    await as(ada)("DELETE", `/incidents/${made.id}`, { reason: "A mistake" });
    resend.always = null;
    await on.time.forward(10 * minute, process);
    const states = await process.sql("SELECT DISTINCT state, error FROM deliveries WHERE about_id = ?", made.id);
    expect(states).toEqual([{ state: "dropped", error: expect.stringMatching(/^the incident was deleted/) }]);
    expect(resend.sent).toEqual([]);
  });

  it("keeps a deleted chain and an on-call entry for thirty days, and says what stands in their way", async () => {
    const { process, time, mona, omar } = on;
    const chain = await process.run(createChain, {
      name: "On duty",
      tiers: [{ afterMinutes: 1, channels: ["email"], userId: omar.id }],
    });
    const entry = await process.run(createOnCall, { userId: omar.id, role: "primary", date: "2031-12-01" });
    expect((await as(mona)("DELETE", `/escalation-chains/${chain.id}`, {})).status).toBe(422);
    expect((await as(mona)("DELETE", `/escalation-chains/${chain.id}`, { reason: "Old" })).status).toBe(204);
    expect((await as(mona)("DELETE", `/on-call/${entry.id}`)).status).toBe(204);
    await process.run(createOnCall, { userId: mona.id, role: "primary", date: "2031-12-01" });
    const taken = await as(mona)("POST", `/on-call/${entry.id}/restore`);
    expect([taken.status, message(taken)]).toEqual([
      409,
      "Mona is primary on Mon 1 Dec already. Remove that entry first.",
    ]);
    expect((await as(omar)("POST", `/escalation-chains/${chain.id}/restore`)).status).toBe(403);
    expect((await as(mona)("POST", `/escalation-chains/${chain.id}/restore`)).status).toBe(200);
    expect((await as(mona)("GET", `/escalation-chains/${chain.id}`)).body).toMatchObject({
      chain: { name: "On duty" },
    });
    await as(mona)("DELETE", `/escalation-chains/${chain.id}`, { reason: "Old" });
    await time.forward(31 * 24 * hour, process);
    const later = await process.user("manager");
    expect((await as(later)("GET", "/deleted")).body).toMatchObject({ items: [] });
    expect((await as(later)("POST", `/escalation-chains/${chain.id}/restore`)).status).toBe(404);
  });
});
