import { afterEach, expect, it } from "vitest";
import { rederiving } from "#durable-objects/rederivations.ts";
import type { Envelope } from "#packages/core/command.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { kill, minute, nothingElse, pagesTo } from "#tests/support/bad-days.ts";
import { makeSteps } from "#tests/support/jobs.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { costOf } from "#tests/support/rows-read.ts";
import { updateChain } from "./commands.server.ts";
import { chainDeletion } from "./deletion.server.ts";
import { following } from "./edits.server.ts";

const on = pagingFixture();
const sizes = { rows: rederiving.rows, runs: following.runs };
afterEach(() => {
  rederiving.rows = sizes.rows;
  following.runs = sizes.runs;
});

/** Copies the one row of a table with other values for some columns, `i` being the copy's number from 1. */
async function copies(table: string, count: number, other: Record<string, string>): Promise<void> {
  const columns = await on.process.sql<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`);
  const values = columns.map(({ name }) => other[name] ?? `"${name}"`).join(", ");
  await on.process.sql(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     INSERT INTO ${table} SELECT ${values} FROM ${table}, n WHERE ${table === "hub_timers" ? "source = 'escalation_runs'" : "1"}`,
  );
}

const states = async () =>
  (await on.process.sql("SELECT DISTINCT state FROM escalation_runs")).map(({ state }) => state);

it("an edit of a chain at work on 1,000 incidents is a short transaction, and each is paged by it once, over a crash", async () => {
  const { process, time } = on;
  const { id: chainId, tiers } = await on.chain([{ ...on.tier(60), channels: ["in_app"] }]);
  await on.open();
  await process.settle();
  const opened = time.now;
  await copies("incidents", 999, { id: `"id" || i`, number: "i + 1", reference: "'X-' || (i + 1)" });
  await copies("escalation_runs", 999, { id: `"id" || i`, incident_id: `"incident_id" || i` });
  const key = `replace("key", entity_id, entity_id || i)`;
  await copies("hub_timers", 999, {
    key,
    entity_id: "entity_id || i",
    input: "replace(input, entity_id, entity_id || i)",
  });

  time.now += minute;
  const input = { id: chainId, tiers: [{ ...tiers[0], afterMinutes: 30 }] };
  const caller = { kind: "system", name: "setup" } as const;
  const envelope: Envelope = {
    commandId: "cmd_edit",
    name: updateChain.name,
    input,
    caller,
    requestId: "req_test",
    ip: null,
    userAgent: null,
  };
  const cost = await costOf(process, (engine) => engine.run(envelope, time.now));
  expect(cost.value.result.ok).toBe(true);
  expect(cost.rowsWritten).toBeLessThan(300);
  expect(cost.rowsRead).toBeLessThan(5_000);

  const dueAt = () =>
    process.sql(
      "SELECT due_at - ? AS due, count(*) AS n FROM hub_timers WHERE source = 'escalation_runs' GROUP BY 1 ORDER BY 1",
      opened,
    );
  expect(await dueAt()).toEqual([
    { due: 30 * minute, n: 50 },
    { due: 60 * minute, n: 950 },
  ]);
  await process.alarm();
  expect((await dueAt())[0]).toEqual({ due: 30 * minute, n: 250 });
  await kill(process);
  await makeSteps(process, () => time.now);
  expect(await dueAt()).toEqual([{ due: 30 * minute, n: 1_000 }]);
  expect(await process.sql("SELECT * FROM hub_rederivations")).toEqual([]);

  await on.wait(29);
  const fired = await process.sql(
    "SELECT count(*) AS n, count(DISTINCT incident_id) AS once, max(lateness_ms) AS late FROM escalation_executions",
  );
  expect(fired).toEqual([{ n: 1_000, once: 1_000, late: 0 }]);
  expect(await states()).toEqual(["exhausted"]);
  const pages = "SELECT count(*) AS n FROM deliveries WHERE event = 'escalation.page'";
  expect(await process.sql(pages)).toEqual([{ n: 1_000 }]);
  expect(await nothingElse(on)).toBe(0);
  expect(await process.sql(pages)).toEqual([{ n: 1_000 }]);
});

it("a deleted chain's last pages are dropped at once, and its runs are stopped in steps", async () => {
  following.runs = 2;
  const { process, resend } = on;
  const mia = await process.user("manager", { name: "Mia" });
  const { id: chainId } = await on.chain([on.tier(0), on.tier(5)]);
  resend.always = { status: 429 };
  const made = [];
  for (let number = 0; number < 5; number++) made.push(await on.open());
  await on.wait(0);
  expect(await states()).toEqual(["running"]);
  // Older is what was written before, whatever the clock says.
  on.time.now -= 2_000;
  await process.run(chainDeletion.remove, { id: chainId, reason: "Not needed" }, mia.caller);
  expect((await states()).sort()).toEqual(["running", "stopped"]);
  resend.always = null;
  await on.wait(1);
  expect(pagesTo(on)).toEqual([]);
  // Brought back before all have followed, it has begun on what opens since, and stays over for the others.
  await process.run(chainDeletion.restore, { id: chainId }, mia.caller);
  const since = await on.open();
  const dropped =
    "SELECT error, count(*) AS n FROM deliveries WHERE event = 'escalation.page' AND state = 'dropped' GROUP BY 1 ORDER BY 1";
  await makeSteps(process, () => on.time.now);
  expect(await process.sql(dropped)).toEqual([
    { error: "Mia deleted the chain before it was sent", n: 2 },
    { error: "the chain was deleted before it was sent", n: 3 },
  ]);
  const runs = await Promise.all(made.map(async ({ id }) => (await on.story(id)).runs));
  expect(runs).toMatchObject(made.map(() => [{ state: "stopped", endedWhy: "Mia deleted the chain", pending: [] }]));
  expect((await on.story(since.id)).runs).toMatchObject([{ state: "running" }]);
  await process.run(acknowledgeIncident, { id: since.id });
  expect(await nothingElse(on)).toBe(0);
});

it("a chain that is switched off pauses: on again it goes on, with nothing in retrospect", async () => {
  following.runs = 1;
  const { process, tier } = on;
  const mia = await process.user("manager", { name: "Mia" });
  const { id: chainId } = await on.chain([tier(0), tier(10), tier(20, on.ben.id)]);
  const [first, second] = [await on.open(), await on.open()];
  await on.wait(0);
  expect(on.paged()).toEqual(["Asha", "Asha"]);
  await on.wait(5);
  await process.run(updateChain, { id: chainId, isActive: false }, mia.caller);
  await makeSteps(process, () => on.time.now);
  for (const { id } of [first, second])
    expect(await on.story(id)).toMatchObject({
      runs: [{ state: "exhausted", endedWhy: "Mia switched the chain off" }],
      next: null,
    });
  await on.wait(10);
  await process.run(updateChain, { id: chainId, isActive: true }, mia.caller);
  // Of each it is known at once who is paged next, also of the one whose state follows later.
  for (const { id } of [first, second])
    expect((await on.story(id)).next).toMatchObject({ tier: 3, people: [{ name: "Ben" }] });
  await makeSteps(process, () => on.time.now);
  expect((await on.told(second.id)).slice(-2)).toEqual([
    expect.stringContaining("is over for"),
    expect.stringMatching(/goes on for .*: Mia switched it on again/),
  ]);
  await on.wait(5);
  expect(on.paged()).toEqual(["Asha", "Asha", "Ben", "Ben"]);
  expect(await nothingElse(on)).toBe(0);
});

it("a timer that stands too early fires nothing: when it comes, the chain is asked anew", async () => {
  const { process, time } = on;
  await on.chain([on.tier(10)]);
  await on.open();
  await process.sql(
    "UPDATE hub_timers SET fire_at = ?, due_at = ? WHERE source = 'escalation_runs'",
    time.now,
    time.now,
  );
  const right = { due_at: time.now + 10 * minute };
  await on.wait(0);
  expect(pagesTo(on)).toEqual([]);
  expect(await process.sql("SELECT due_at FROM hub_timers WHERE source = 'escalation_runs'")).toEqual([right]);
  await on.wait(10);
  expect(on.paged()).toEqual(["Asha"]);
  expect(await nothingElse(on)).toBe(0);
});
