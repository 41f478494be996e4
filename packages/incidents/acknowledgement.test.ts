import { expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { kill, minute, nothingElse, pagesTo } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { createIncident } from "./commands/create.server.ts";
import { incidentDeletion } from "./deletion.server.ts";

const on = processFixture({
  people: { asha: "operator", ben: "operator", mona: "manager", vera: "viewer", ada: "admin", olga: "super_admin" },
  settings: { unattendedMinutes: 0, acknowledgementMinutes: 30 },
});
const act = (person: TestUser, id: string, verb: string, body: object = {}) =>
  call("POST", `/api/incidents/${id}/${verb}`, { as: person, body });
const shown = async (id: string) => (await call("GET", `/api/incidents/${id}`, { as: on.vera })).body as Shown;
interface Shown {
  incident: { status: string; needsAcknowledgement: boolean };
  acknowledgement: { holder: { name: string }; until: string } | null;
}
const wait = (minutes: number) => on.time.forward(minutes * minute, on.process);

async function opened() {
  const tier = (afterMinutes: number, person: TestUser) => ({ afterMinutes, channels: ["email"], userId: person.id });
  await on.process.run(createChain, { name: "Duty", tiers: [tier(0, on.asha), tier(10, on.ben)] });
  const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV1" });
  await wait(0);
  return id;
}

it("an acknowledgement that nobody renews runs out: the next tier is paged, once, over a crash too, and the holder hears of it", async () => {
  const id = await opened();
  expect((await act(on.asha, id, "acknowledge")).status).toBe(200);
  expect(await shown(id)).toMatchObject({ acknowledgement: { holder: { name: "Asha" } } });
  await wait(20);
  // One click, and it holds anew. Who may not acknowledge may not renew either.
  expect((await act(on.vera, id, "renew")).status).toBe(403);
  expect((await act(on.asha, id, "renew")).status).toBe(200);
  await wait(20);
  expect(pagesTo(on)).toEqual([on.asha.email]);
  await kill(on.process);
  await wait(10);
  expect(await shown(id)).toMatchObject({
    incident: { status: "acknowledged", needsAcknowledgement: true },
    acknowledgement: null,
  });
  expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email]);
  const told = on.resend.sent.filter(({ subject }) => subject.includes("has run out"));
  expect(told.map(({ to }) => to)).toEqual([on.asha.email]);
  expect((await act(on.ben, id, "renew")).status).toBe(409);
  // The one who comes has it as long.
  expect((await act(on.ben, id, "acknowledge")).status).toBe(200);
  expect(await shown(id)).toMatchObject({ acknowledgement: { holder: { name: "Ben" } } });
  expect((await act(on.ben, id, "resolve", { rootCause: "A cable" })).status).toBe(200);
  await wait(60);
  expect(await nothingElse(on)).toBe(0);
  expect(await on.process.sql("SELECT id FROM leases")).toEqual([]);
});

it("holds for whom the incident is given, and without an end once work begins or where the process says so", async () => {
  const id = await opened();
  await act(on.asha, id, "acknowledge");
  await wait(10);
  await call("PATCH", `/api/incidents/${id}`, { as: on.mona, body: { assignedToId: on.ben.id } });
  expect(await shown(id)).toMatchObject({ acknowledgement: { holder: { name: "Ben" } } });
  await call("PATCH", `/api/incidents/${id}`, { as: on.ben, body: { status: "in_progress" } });
  await wait(60);
  expect(await shown(id)).toMatchObject({ incident: { needsAcknowledgement: false }, acknowledgement: null });
  await on.process.run(updateProcess, { acknowledgementMinutes: 0 });
  const other = await on.process.run(createIncident, { title: "Slow", severity: "SEV4" });
  await act(on.asha, other.id, "acknowledge");
  expect((await act(on.asha, other.id, "renew")).status).toBe(409);
  const before = pagesTo(on).length;
  await wait(600);
  expect(pagesTo(on)).toHaveLength(before);
});

it("deleted while it needs an acknowledgement again, it pages the next tier when it is brought back, by hand escalated or lapsed", async () => {
  const id = await opened();
  await act(on.asha, id, "acknowledge");
  await wait(30);
  expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email]);
  const undone = async () => {
    await on.process.run(incidentDeletion.remove, { id, reason: "A mistake" });
    await wait(1);
    expect((await call("GET", `/api/incidents/${id}`, { as: on.vera })).status).toBe(404);
    await on.process.run(incidentDeletion.restore, { id });
    await wait(0);
  };
  await undone();
  expect(await shown(id)).toMatchObject({ incident: { needsAcknowledgement: true }, acknowledgement: null });
  // Nothing of the chain was left: it begins anew, with whoever has not got it.
  expect(pagesTo(on).slice(2)).toEqual([on.ben.email]);
  await act(on.ben, id, "acknowledge");
  await call("PATCH", `/api/incidents/${id}`, { as: on.ben, body: { status: "in_progress" } });
  await act(on.ben, id, "escalate");
  const before = pagesTo(on).length;
  await undone();
  expect(pagesTo(on).length).toBe(before + 1);
  expect(await shown(id)).toMatchObject({ incident: { status: "in_progress", needsAcknowledgement: true } });
});

it("acknowledged by a visitor and brought back, it is held by whoever brings it back, and runs out all the same", async () => {
  const id = await opened();
  const verb = `/api/incidents/${id}/acknowledge?processId=${on.process.id}`;
  expect((await call("POST", verb, { as: on.olga, body: {} })).status).toBe(200);
  expect(await shown(id)).toMatchObject({ acknowledgement: { holder: { name: "Olga" } } });
  await call("DELETE", `/api/incidents/${id}`, { as: on.ada, body: { reason: "A mistake" } });
  expect((await act(on.ada, id, "restore")).status).toBe(200);
  expect(await shown(id)).toMatchObject({ acknowledgement: { holder: { name: "Ada" } } });
  await wait(30);
  expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email]);
});

it("where no chain fits, the whole team is told that it needs somebody again, once", async () => {
  const { id } = await on.process.run(createIncident, { title: "Slow", severity: "SEV4" });
  expect((await act(on.asha, id, "acknowledge")).status).toBe(200);
  await on.process.settle();
  const before = on.resend.sent.length;
  await wait(30);
  const told = on.resend.sent.slice(before).filter(({ subject }) => subject.includes("needs somebody again"));
  expect(told.map(({ to }) => to).sort()).toEqual(
    [on.ada, on.asha, on.ben, on.mona, on.vera].map(({ email }) => email).sort(),
  );
  expect(await nothingElse(on)).toBe(0);
});
