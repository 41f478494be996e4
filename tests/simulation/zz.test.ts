import { expect, it, vi } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import { Engine } from "#durable-objects/engine.ts";
import { createProcess } from "#packages/processes/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { composeMail } from "#packages/mail/layout.tsx";
import { clock } from "#packages/core/clock.ts";
import { newId } from "#packages/core/ids.ts";
import { env } from "#tests/support/env.ts";
it("measures", async () => {
  let t0 = performance.now(); const out: string[] = []; const lap = (n: string) => { const t = performance.now(); out.push(n+" "+ (t - t0).toFixed(2)); t0 = t; };
  vi.spyOn(clock, "now").mockReturnValue(Date.UTC(2031, 0, 1));
  vi.spyOn(console, "error").mockReturnValue();
  const room = env.PROCESS_HUB.getByName("reading-room");
  await runInDurableObject(room, () => {});
  lap("room");
  for (let i = 0; i < 100; i++) await runInDurableObject(room, (_h, st) => st.storage.sql.exec("select 1").toArray());
  lap("100 hops");
  for (let i = 0; i < 2; i++) {
    const stub = env.PROCESS_HUB.getByName(`prc_m${i}`);
    t0 = performance.now();
    await runInDurableObject(stub, async (_h, state) => {
      lap("create DO");
      const fake = { ...env, PROCESS_HUB: { getByName: () => ({ takeRelay: async () => {} }) }, DB: { prepare: (s: string) => env.DB.prepare(s), batch: () => new Promise(() => {}) } } as never;
      let execs = 0, execMs = 0, hot = new Map<string, [number, number]>();
      const sql = new Proxy(state.storage.sql, { get: (t, k) => k === "exec" ? (q: string, ...v: unknown[]) => { const a = performance.now(); const r = t.exec(q, ...v); const d = performance.now() - a; execs++; execMs += d; const key = q.slice(0, 40); const h = hot.get(key) ?? [0, 0]; hot.set(key, [h[0] + 1, h[1] + d]); return r; } : Reflect.get(t, k, t) });
      const storage = new Proxy(state.storage, { get: (t, k) => k === "sql" ? sql : typeof Reflect.get(t, k, t) === "function" ? Reflect.get(t, k, t).bind(t) : Reflect.get(t, k, t) });
      const ctx = { id: state.id, storage, waitUntil() {}, getWebSockets: () => [] } as never;
      const engine = new Engine(ctx, fake);
      engine.wake(); lap("wake");
      const ex = (name: string, input: unknown) => engine.run({ commandId: newId("command", clock.now()), name, input, caller: { kind: "system", name: "setup" }, requestId: "r", ip: null, userAgent: null }, clock.now());
      ex(createProcess.name, { slug: `m${i}`, name: "M", timeZone: "UTC" }); lap("process");
      for (let k = 0; k < 4; k++) ex(createUser.name, { id: newId("user", 1), email: `a${k}@m${i}.test`, name: "A", role: "operator", passwordHash: "$argon2id$x" }); lap("4 users");
      const ids: string[] = [];
      for (let k = 0; k < 20; k++) { const r = ex(createIncident.name, { title: "x", severity: "SEV1" }).result; if (r.ok) ids.push((r.value as {id:string}).id); }
      lap("20 incidents");
      for (const id of ids) ex(acknowledgeIncident.name, { id });
      lap("20 acks"); out.push(`execs ${execs} ${execMs}`, ...[...hot].sort((a, b) => b[1][1] - a[1][1]).slice(0, 12).map(([k, v]) => `   ${k} ${v}`));
      for (let i = 0; i < 20; i++) composeMail("x", { paragraphs: ["x"], heading: "x", label: "x", preview: "", footer: "", facts: [] } as never);
      lap("20 mails");
      await runInDurableObject(room, (_h, st) => st.storage.sql.exec("select 1").toArray()).then(() => lap("hop inside"), (e) => out.push(String(e)));
    });
  }
  console.log(out.join("\n")); expect(1).toBe(1);
});
