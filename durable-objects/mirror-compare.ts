import type { Difference } from "#packages/core/endpoint.ts";
import { processTables } from "#packages/modules.ts";
import { type Hub, one } from "./core.ts";
import { readingRoom } from "./mirror.ts";

/** The tables in which hub and D1 differ, by number of rows and sum of revisions (for the logs: the last hash). */
export async function compareWithD1(hub: Hub): Promise<Difference[]> {
  const checks = [...processTables.keys()].map((name) => ({
    name,
    sql: `SELECT count(*) || ':' || coalesce(sum(rev), 0) AS sum FROM "${name}" WHERE process_id = ?`,
  }));
  checks.push({
    name: "events",
    sql: "SELECT count(*) || ':' || coalesce(max(seq), 0) AS sum FROM events WHERE process_id = ?",
  });
  checks.push({
    name: "audit",
    sql: "SELECT count(*) || ':' || coalesce((SELECT hash FROM audit WHERE process_id = ?1 ORDER BY seq DESC LIMIT 1), '') AS sum FROM audit WHERE process_id = ?1",
  });
  const db = readingRoom.of(hub);
  const answers = await db.batch<{ sum: string }>(checks.map(({ sql }) => db.prepare(sql).bind(hub.processId)));
  return checks.flatMap(({ name, sql }, index) => {
    const own = one<{ sum: string }>(hub.sql, sql, hub.processId)?.sum ?? "";
    const copy = answers[index]?.results[0]?.sum ?? "";
    return own === copy ? [] : [{ table: name, hub: own, d1: copy }];
  });
}
