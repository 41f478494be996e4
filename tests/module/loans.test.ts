import { expect, it } from "vitest";
import { verifyChain } from "#packages/audit/chain.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { kill, minute } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { makeSteps } from "#tests/support/jobs.ts";
import { giveBack, lend } from "./commands.ts";
import { openLoans, takeInventory } from "./index.ts";

const day = 24 * 60 * minute;
const on = processFixture({ people: { omar: "operator", vera: "viewer", carl: "client", ada: "admin" } });

const ask = (as: TestUser | null, method: string, path: string, body?: object) =>
  call(method, `/api${path}`, { as, ...(body ? { body } : {}) });
const lendTo = (item: string, borrower: TestUser) =>
  on.process.run(lend, { item, borrowerId: borrower.id }, on.omar.caller);
const open = async () =>
  (await on.process.sql<{ value: number }>("SELECT value FROM counters WHERE id = ?", openLoans))[0]?.value ?? 0;
const mailsTo = (person: TestUser) => on.resend.of(on.process.id).filter(({ to }) => to === person.email);

it("a module's command, endpoint, permission, feed, search and audit work by being registered", async () => {
  const { omar, vera, carl, process } = on;
  expect((await ask(null, "GET", "/loans")).status).toBe(401);
  expect((await ask(carl, "GET", "/loans")).status).toBe(403);
  expect((await ask(vera, "POST", "/loans", { item: "Projector", borrowerId: vera.id })).status).toBe(403);
  expect((await ask(omar, "POST", "/loans", { item: "" })).status).toBe(422);
  const made = await ask(omar, "POST", "/loans", { item: "Projector", borrowerId: vera.id });
  expect(made.status).toBe(201);
  const { id } = (made.body as { loan: { id: string } }).loan;
  expect(id).toMatch(/^loan_/);
  expect((await ask(vera, "GET", "/loans")).body).toMatchObject({ items: [{ id, item: "Projector" }] });
  expect((await ask(vera, "GET", "/search?q=projector")).body).toMatchObject({
    items: [{ kind: "loan", id, title: "Projector", path: `/loans/${id}` }],
  });
  expect((await ask(carl, "GET", "/search?q=projector")).body).toMatchObject({ items: [] });
  const heard = (await ask(vera, "GET", "/activity")).body as { items: { type: string; entityId: string }[] };
  expect(heard.items[0]).toMatchObject({ type: "loan.lent", entityId: id });
  // In D1, too, where lists and a restore read it.
  await process.settle();
  const copied = await env.DB.prepare("SELECT item FROM loans WHERE process_id = ?").bind(process.id).all();
  expect(copied.results).toEqual([{ item: "Projector" }]);
  const log = (await ask(on.ada, "GET", `/audit-log?entityId=${id}`)).body as { items: { action: string }[] };
  expect(log.items.map(({ action }) => action)).toEqual(["loan.lend"]);
  expect(await verifyChain(process.door)).toMatchObject({ ok: true });
});

it("its timer fires once, over a crash too, by its setting, and its guard drops what is overtaken", async () => {
  const { process, time, vera, ada } = on;
  await process.run(updateProcess, { loanDays: 2 });
  await lendTo("Projector", vera);
  const back = await lendTo("Ladder", ada);
  await time.forward(day, process);
  await kill(process);
  on.resend.always = { status: 500 };
  await time.forward(day, process);
  await process.run(giveBack, { id: back.id }, on.omar.caller);
  on.resend.always = null;
  await time.forward(10 * minute, process);
  expect(mailsTo(vera).map(({ subject }) => subject)).toEqual(["Projector is due"]);
  expect(mailsTo(ada)).toEqual([]);
  await time.forward(30 * day, process);
  expect(mailsTo(vera)).toHaveLength(1);
});

it("it reacts to what others do, deletes and brings back, and keeps its count", async () => {
  const { process, vera, omar } = on;
  const projector = await lendTo("Projector", vera);
  await lendTo("Ladder", omar);
  expect(await open()).toBe(2);
  expect((await ask(omar, "DELETE", `/loans/${projector.id}`, { reason: "A mistake" })).status).toBe(204);
  expect(await open()).toBe(1);
  expect((await ask(omar, "POST", `/loans/${projector.id}/restore`)).status).toBe(200);
  expect(await open()).toBe(2);
  await process.run(updateUserAccess, { id: vera.id, isActive: false });
  expect(await open()).toBe(1);
});

it("its job goes through all its rows, step by step, and goes on after a crash", async () => {
  const { process, vera, time } = on;
  for (const item of ["A", "B", "C", "D", "E"]) await lendTo(item, vera);
  await process.run(takeInventory, {}, on.omar.caller);
  await makeSteps(process, () => time.now);
  await kill(process);
  await makeSteps(process, () => time.now);
  expect(await process.sql("SELECT status, result FROM jobs")).toEqual([{ status: "done", result: "5" }]);
});
