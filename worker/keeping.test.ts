import { expect, it } from "vitest";
import { day } from "#packages/core/clock.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { keepD1 } from "./keeping.ts";

edgeFixture();
const id = "prc_00000old";
const old = Date.now() - 400 * day;

/** An audit row that names the event of its own number. */
const row = (seq: number, at: number, left: object | null = null) => [
  env.DB.prepare(
    `INSERT INTO events (process_id, seq, rev, type, entity, entity_id, action, audience, actor_kind, actor_name, at, summary)
     VALUES (?1, ?2, ?2, 'incident.created', 'incident', 'inc_1', 'created', '"team"', 'system', 'setup', ?3, 'x')`,
  ).bind(id, seq, at),
  env.DB.prepare(
    `INSERT INTO audit (process_id, seq, rev, v, command_id, action, entity_type, refs, actor_kind, actor_name, at, request_id,
       detail, changes, first_event, last_event, prev_hash, hash)
     VALUES (?1, ?2, ?2, 1, 'cmd', ?4, 'log', '[{"kind":"incident","id":"inc_1"}]', 'system', 'setup', ?3, 'req', ?5, '[]', ?2, ?2, '', 'hash' || ?2)`,
  ).bind(id, seq, at, left ? "log.leave" : "incident.create", left && JSON.stringify(left)),
];
const visit = (name: string, at: number) =>
  env.DB.prepare(
    `INSERT INTO visits (process_id, id, rev, created_at, updated_at, user_id, name, role, sid, expires_at)
     VALUES (?, ?, 1, ?, ?, 'usr_1', 'Omar', 'super_admin', 'ses_1', 0)`,
  ).bind(id, name, at, at);
const seqs = async (table: string) =>
  (await env.DB.prepare(`SELECT seq FROM ${table} WHERE process_id = ? ORDER BY seq`).bind(id).all()).results.map(
    ({ seq }) => seq,
  );
const due = () =>
  env.DB.prepare("UPDATE process_clocks SET kept_at = CASE process_id WHEN ? THEN 0 ELSE 9e15 END").bind(id).run();

it("D1 lets go of what is thirteen months old and has left its hub, and of nothing else, whoever asks for it", async () => {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO process_clocks (process_id, rev, last_seq, flushed_at, gauges) VALUES (?, 5, 5, 0, '{}')",
    ).bind(id),
    ...row(1, old),
    ...row(2, old),
    ...row(3, old),
    ...row(4, Date.now() - 100 * day, { seq: 2, hash: "hash2", event: 2, at: old }),
    visit("vis_a", old),
    visit("vis_b", Date.now() - 300 * day),
    env.DB.prepare(
      "INSERT INTO tombstones (process_id, table_name, row_id, rev, at) VALUES (?, 'visits', 'vis_0', 1, ?)",
    ).bind(id, old),
  ]);
  await due();
  await keepD1(env);
  expect([await seqs("audit"), await seqs("events"), await seqs("audit_refs"), await seqs("log_left")]).toEqual([
    [3, 4],
    [3, 4],
    [3, 4],
    [2],
  ]);
  const left = await env.DB.prepare("SELECT id FROM visits WHERE process_id = ?").bind(id).all();
  expect(left.results).toEqual([{ id: "vis_b" }]);
  expect(await env.DB.prepare("SELECT count(*) AS n FROM tombstones WHERE process_id = ?").bind(id).first("n")).toBe(0);
  const kept = await env.DB.prepare("SELECT kept_at AS at FROM process_clocks WHERE process_id = ?")
    .bind(id)
    .first("at");
  expect(Number(kept)).toBeGreaterThan(Date.now() - day);

  const move = (seq: number, at: number, event = seq) =>
    env.DB.prepare("INSERT INTO log_left (process_id, seq, hash, at, event) VALUES (?, ?, ?, ?, ?)")
      .bind(id, seq, `hash${seq}`, at, event)
      .run();
  // Old, but still in its hub; young; not as it is named; with events of later rows; backwards.
  await expect(move(3, old)).rejects.toThrow("thirteen months");
  await env.DB.batch(row(5, Date.now(), { seq: 4, hash: "hash4", event: 4, at: 0 }));
  await expect(move(4, Date.now() - 100 * day)).rejects.toThrow("thirteen months");
  await expect(move(4, old)).rejects.toThrow("names no row");
  await expect(move(3, old, 4)).rejects.toThrow("names no row");
  await expect(move(1, old)).rejects.toThrow("forward");
  await expect(env.DB.prepare("DELETE FROM audit WHERE process_id = ?").bind(id).run()).rejects.toThrow("append-only");
  await expect(env.DB.prepare("DELETE FROM events WHERE process_id = ?").bind(id).run()).rejects.toThrow("append-only");
  for (const sql of ["DELETE FROM log_left", "UPDATE log_left SET seq = 99"])
    await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only");
  // What is gone can't be put back in another form.
  await expect(env.DB.batch(row(1, old))).rejects.toThrow("append-only");
  expect(await seqs("audit")).toEqual([3, 4, 5]);
});
