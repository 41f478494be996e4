import { expect, it } from "vitest";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentDeletion } from "#packages/incidents/deletion.server.ts";
import { nothingElse } from "#tests/support/bad-days.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { updateChain } from "./commands.server.ts";

const on = pagingFixture();

interface Shown {
  id: string;
  number: string;
  attention: string;
  processId: string;
}
const get = async <T>(path: string, as: TestUser = on.asha) => (await call("GET", `/api${path}`, { as })).body as T;
const word = ({ number, attention }: Shown) => `${number.split("-").at(-1)} ${attention}`;

/** The list, which D1 answers, with what the hub answers beside it: they are one order. */
async function shown(): Promise<string[]> {
  await on.process.settle();
  const { items } = await get<{ items: Shown[] }>("/incidents");
  const board = await get<{ activeIncidents: Shown[]; unattendedIncidents: number }>("/dashboard");
  const words = items.map(word);
  expect(board.activeIncidents.map(word)).toEqual(words.filter((one) => !one.endsWith("done")));
  expect(board.unattendedIncidents).toBe(words.filter((one) => one.endsWith("unattended")).length);
  const filtered = await get<{ items: Shown[] }>("/incidents?attention=unattended,taken&status=open,acknowledged");
  expect(filtered.items.map(word)).toEqual(words.filter((one) => /unattended|taken/.test(one)));
  for (const { id, attention } of items)
    expect((await get<{ incident: Shown }>(`/incidents/${id}`)).incident.attention).toBe(attention);
  return words;
}

it("what nobody works on and nobody is paged for is first everywhere, then what nobody has acknowledged, then by severity and age", async () => {
  const chain = await on.chain([on.tier(0), on.tier(10, on.ben.id)], { severity: "SEV1" });
  const [first, low, worse] = [await on.open(), await on.open("SEV3"), await on.open("SEV2")];
  // The answer to a verb is as what followed from it has left the incident.
  expect([first, low].map(({ attention }) => attention)).toEqual(["unacknowledged", "unattended"]);
  const given = await on.open("SEV4");
  await on.process.run(updateIncident, { id: given.id, assignedToId: on.ben.id });
  await on.wait(0);
  expect(await shown()).toEqual(["3 unattended", "2 unattended", "1 unacknowledged", "4 unacknowledged"]);
  // The last tier has fired: nobody else will be paged.
  await on.wait(10);
  expect(await shown()).toEqual(["1 unattended", "3 unattended", "2 unattended", "4 unacknowledged"]);
  await on.process.run(acknowledgeIncident, { id: first.id }, on.asha.caller);
  await on.process.run(resolveIncident, { id: worse.id }, on.asha.caller);
  await on.wait(1);
  await on.process.run(resolveIncident, { id: low.id }, on.asha.caller);
  expect(await shown()).toEqual(["4 unacknowledged", "1 taken", "2 done", "3 done"]);

  const again = await on.open();
  await on.process.run(reopenIncident, { id: worse.id }, on.asha.caller);
  expect(await shown()).toEqual(["3 unattended", "5 unacknowledged", "4 unacknowledged", "1 taken", "2 done"]);
  await on.process.run(updateChain, { id: chain.id, isActive: false });
  expect((await shown()).slice(0, 2)).toEqual(["5 unattended", "3 unattended"]);
  await on.process.run(updateChain, { id: chain.id, isActive: true });
  expect((await shown()).slice(0, 2)).toEqual(["3 unattended", "5 unacknowledged"]);
  await on.process.run(updateIncident, { id: again.id, severity: "SEV2" });
  expect((await shown()).slice(0, 2)).toEqual(["3 unattended", "5 unattended"]);

  expect(await on.process.sql("SELECT version FROM incidents WHERE id = ?", again.id)).toEqual([{ version: 2 }]);
  expect(await nothingElse(on)).toBe(0);
});

it("an incident that comes back is as urgent as it is then, not as it was when it was deleted", async () => {
  const chain = await on.chain([on.tier(10)]);
  const { id } = await on.open();
  expect(await shown()).toEqual(["1 unacknowledged"]);
  await on.process.run(incidentDeletion.remove, { id, reason: "By mistake" });
  await on.process.run(updateChain, { id: chain.id, isActive: false });
  await on.process.run(incidentDeletion.restore, { id });
  expect(await shown()).toEqual(["1 unattended"]);
  await on.wait(20);
  expect(await nothingElse(on)).toBe(0);
});

it("across processes the order is the same", async () => {
  await on.open("SEV4");
  await on.chain([on.tier(10)]);
  await on.open("SEV0");
  await on.process.settle();
  const boss = await on.platform.user("super_admin");
  const { items } = await get<{ items: Shown[] }>("/incidents?limit=200", boss);
  const board = await get<{ activeIncidents: Shown[] }>("/dashboard", boss);
  const active = items.filter(({ attention }) => attention !== "done");
  expect(active.map(({ id }) => id)).toEqual(board.activeIncidents.map(({ id }) => id));
  const own = active.filter(({ processId }) => processId === on.process.id);
  expect(own.map(word)).toEqual(["1 unattended", "2 unacknowledged"]);
});
