import type { Difference } from "#packages/core/endpoint.ts";
import { rowById } from "#packages/core/rows.ts";
import { processTables, searchesByTable, timerSources } from "#packages/modules.ts";
import { type Hub, inTransaction, one, writeMeta } from "./core.ts";
import { readingRoom } from "./mirror.ts";
import { indexRow } from "./search.ts";
import { rederive } from "./timers.ts";

const pageSize = 500;
type Row = Record<string, SqlStorageValue>;

/** Fills an empty hub from D1. */
export async function restoreFromD1(hub: Hub): Promise<{ rows: number }> {
  const fetched = new Map<string, Row[]>();
  for (const name of processTables.keys()) fetched.set(name, await pages(hub, name, "id"));
  for (const name of ["events", "audit"]) fetched.set(name, await pages(hub, name, "seq"));
  inTransaction(hub, () => {
    for (const [name, rows] of fetched) for (const row of rows) insert(hub, name, row);
    const lastAudit = fetched.get("audit")?.at(-1);
    const seq = Number(fetched.get("events")?.at(-1)?.seq ?? 0);
    const auditSeq = Number(lastAudit?.seq ?? 0);
    const rev = Number(lastAudit?.rev ?? 0);
    for (const [key, value] of Object.entries({
      rev,
      seq,
      mirroredRev: rev,
      "mirrored:events": seq,
      auditSeq,
      "mirrored:audit": auditSeq,
      relayed: seq,
    }))
      writeMeta(hub, key, value);
    if (lastAudit) writeMeta(hub, "auditHash", String(lastAudit.hash));
    rebuildDerived(hub, fetched);
  });
  return { rows: [...fetched.values()].reduce((sum, rows) => sum + rows.length, 0) };
}

async function pages(hub: Hub, name: string, key: "id" | "seq"): Promise<Row[]> {
  const db = readingRoom.of(hub);
  const all: Row[] = [];
  let after: SqlStorageValue = key === "id" ? "" : 0;
  for (;;) {
    const { results }: { results: Row[] } = await db
      .prepare(`SELECT * FROM "${name}" WHERE process_id = ?1 AND ${key} > ?2 ORDER BY ${key} LIMIT ${pageSize}`)
      .bind(hub.processId, after)
      .all<Row>();
    all.push(...results);
    const last = results.at(-1);
    if (!last || results.length < pageSize) return all;
    after = last[key] ?? "";
  }
}

function insert(hub: Hub, name: string, row: Row): void {
  const columns = Object.keys(row);
  hub.sql.exec(
    `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    ...Object.values(row),
  );
}

function rebuildDerived(hub: Hub, fetched: Map<string, Row[]>): void {
  for (const source of timerSources)
    for (const row of source.live(hub.db, hub.processId)) rederive(hub, source, row.id, row);
  for (const [name, indexes] of searchesByTable) {
    for (const { id } of fetched.get(name) ?? []) {
      for (const index of indexes)
        indexRow(hub, hub.db, index, String(id), rowById(hub.db, index.table, hub.processId, String(id)));
    }
  }
}

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
