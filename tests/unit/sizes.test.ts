import { expect, it } from "vitest";
import type { Caller } from "#packages/core/actor.ts";
import { reportDelivery } from "#packages/core/sending/report.server.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { hour, minute } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { tidy } from "#tests/support/tidy.ts";

const on = processFixture({ people: { asha: "operator" } });

/** Created, paged for, acknowledged, started, resolved; every mail of it reported as delivered. */
async function wholeLife(title: string, caller: Caller): Promise<void> {
  const { process, time } = on;
  const description = "Since this morning the acquirer answers late. ".repeat(5);
  const { id } = await process.run(createIncident, { title, severity: "SEV2", description }, caller);
  await time.forward(minute, process);
  await process.run(acknowledgeIncident, { id }, caller);
  await process.run(updateIncident, { id, status: "in_progress" }, caller);
  await time.forward(20 * minute, process);
  await process.run(resolveIncident, { id, rootCause: "A full disk at the acquirer." }, caller);
  await time.forward(minute, process);
  const sent = "SELECT id FROM deliveries WHERE state = 'sent'";
  for (const row of await process.sql<{ id: string }>(sent))
    await process.run(reportDelivery, { id: row.id, state: "delivered", detail: null });
  await process.settle();
}

type Ask = (query: string) => Promise<Record<string, unknown>[]>;

/** Bytes of what stays: rows, and their entries in indexes. SQLite's pages make a sixth more of it. */
const most = { hub: 34 * 1024, d1: 25.5 * 1024 };

async function bytesOf(ask: Ask): Promise<Map<string, number>> {
  const tables = await ask(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  const lengths = (columns: Record<string, unknown>[]) =>
    columns.map(({ name }) => (name === null ? "0" : `coalesce(length(CAST("${name}" AS BLOB)), 0) + 1`)).join(" + ");
  const sizes = new Map<string, number>();
  for (const { name } of tables) {
    const parts = [lengths(await ask(`SELECT name FROM pragma_table_info('${name}')`))];
    for (const index of await ask(`SELECT name FROM pragma_index_list('${name}') WHERE partial = 0`))
      parts.push(`5 + ${lengths(await ask(`SELECT name FROM pragma_index_info('${index.name}')`))}`);
    const [row] = await ask(
      `SELECT ${parts.map((part) => `coalesce(sum(${part}), 0)`).join(" + ")} AS bytes FROM "${name}"`,
    );
    sizes.set(String(name), Number(row?.bytes));
  }
  return sizes;
}

it("an incident's whole life in a team of twenty stays within its budget of bytes and of audit rows", async () => {
  const { process, time, asha } = on;
  for (let n = 2; n <= 20; n++) await process.user(n < 5 ? "manager" : "operator", { name: `Person ${n}` });
  const tiers = [{ afterMinutes: 1, channels: ["email"], userId: asha.id }];
  await process.run(createChain, { name: "All", tiers });
  await wholeLife("Card payments fail at site 1", asha.caller);
  const places = {
    hub: (query: string) => process.sql(query),
    d1: async (query: string) => (await env.DB.prepare(query).all<Record<string, unknown>>()).results,
  };
  const measure = async () => ({ hub: await bytesOf(places.hub), d1: await bytesOf(places.d1) });
  const rows = async () => Number((await process.sql("SELECT count(*) AS n FROM audit"))[0]?.n);
  const weeks = async () => {
    await env.DB.prepare("DELETE FROM tombstones").run();
    for (const ahead of [15 * 24 * hour, 3 * 24 * hour]) {
      time.now += ahead;
      await tidy(process);
    }
  };
  await weeks();
  const { caller } = await process.session(asha.id, "operator");
  await process.settle();
  const [before, logged] = [await measure(), await rows()];
  await wholeLife("Card payments fail at site 2", caller);
  expect((await rows()) - logged).toBeLessThanOrEqual(12);
  await weeks();
  const after = await measure();
  const grown = (place: "hub" | "d1") =>
    [...after[place]]
      // Of the answers that are kept for an hour the first life had more.
      .map(([name, bytes]) => ({ name, bytes: Math.max(0, bytes - (before[place].get(name) ?? 0)) }))
      .filter(({ bytes }) => bytes > 0);
  const sum = (tables: { bytes: number }[]) => tables.reduce((all, { bytes }) => all + bytes, 0);
  const over = (["hub", "d1"] as const).filter((place) => sum(grown(place)) > most[place]);
  expect(over.map((place) => [place, sum(grown(place)), grown(place)])).toEqual([]);
  // Nobody is forgotten with the deliveries.
  const told = await process.sql<{ n: number }>(
    "SELECT sum(json_array_length(value, '$.to')) AS n FROM messages, json_each(told) WHERE event = 'incident.resolved'",
  );
  expect(told).toEqual([{ n: 40 }]);
}, 30_000);
