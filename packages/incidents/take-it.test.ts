import { expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { minute, nothingElse, pagesTo } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

const on = processFixture({ people: { asha: "operator", ben: "operator" } });

const send = (path: string, body: object, as = on.asha) => call("POST", `/api/incidents${path}`, { as, body });
const shown = async (id: string) => {
  const { body } = await call("GET", `/api/incidents/${id}`, { as: on.asha });
  return body as { incident: object; timeline: { action: string; data: { rootCause?: string } | null }[] };
};

it("whoever opens an incident, or opens it again, can take it in the same act: nobody is paged", async () => {
  const tiers = [{ afterMinutes: 0, channels: ["email"], userId: on.ben.id }];
  await on.process.run(createChain, { name: "Duty", tiers });
  const created = await send("", { title: "Down", severity: "SEV1", assignedToId: on.asha.id, takeIt: true });
  expect(created.status).toBe(201);
  const { id } = (created.body as { incident: { id: string } }).incident;
  const mine = { status: "acknowledged", attention: "taken", assignedToId: on.asha.id, acknowledgedById: on.asha.id };
  expect((await shown(id)).incident).toMatchObject(mine);
  await send(`/${id}/resolve`, { rootCause: "A cable" });
  // It was Asha's: whoever takes it now has it.
  expect((await send(`/${id}/reopen`, { takeIt: true }, on.ben)).status).toBe(200);
  expect((await shown(id)).incident).toMatchObject({ ...mine, assignedToId: on.ben.id, acknowledgedById: on.ben.id });
  await on.time.forward(30 * minute, on.process);
  expect(pagesTo(on)).toEqual([]);
  expect(await nothingElse(on)).toBe(0);
  // Without it the chain starts, so the test above could fail.
  await send(`/${id}/resolve`, { rootCause: "A cable" });
  await send(`/${id}/reopen`, {});
  await on.time.forward(0, on.process);
  expect(pagesTo(on)).toEqual([on.ben.email]);
});

it("what was resolved by somebody is theirs where it was nobody's, and the timeline has the root cause", async () => {
  const { body } = await send("", { title: "Slow", severity: "SEV4" });
  const { id } = (body as { incident: { id: string } }).incident;
  await send(`/${id}/resolve`, { rootCause: `A cable ${"x".repeat(400)}` }, on.ben);
  const { incident, timeline } = await shown(id);
  expect(incident).toMatchObject({ status: "resolved", assignedToId: on.ben.id });
  const quoted = timeline.find(({ action }) => action === "resolved")?.data?.rootCause;
  expect([quoted?.slice(0, 9), quoted?.length]).toEqual(["A cable x", 301]);
});
