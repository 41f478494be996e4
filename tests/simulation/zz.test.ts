import { it } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import { Engine } from "#durable-objects/engine.ts";
import { createProcess } from "#packages/processes/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { clock } from "#packages/core/clock.ts";
import { newId } from "#packages/core/ids.ts";
import { env } from "#tests/support/env.ts";
import { vi } from "vitest";
it("measures", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => ({ ok: true, status: 200, headers: new Headers(), json: async () => ({ data: [{ id: "x" }] }), text: async () => JSON.stringify({ data: [{ id: "x" }] }) }) as unknown as Response);
  let t0 = performance.now(); const lap = (n: string) => { const t = performance.now(); console.log(n, (t - t0).toFixed(2)); t0 = t; };
  vi.spyOn(clock, "now").mockReturnValue(Date.UTC(2031, 0, 1));
  for (let i = 0; i < 3; i++) {
    const stub = env.PROCESS_HUB.getByName(`prc_m${i}`);
    lap("start");
    await runInDurableObject(stub, async (_h, state) => {
      lap("create DO");
      const fake = { ...env, PROCESS_HUB: { getByName: () => ({ takeRelay: async () => {} }) }, DB: { prepare: (s: string) => env.DB.prepare(s), batch: async (s: D1PreparedStatement[]) => { const t = performance.now(); const r = await env.DB.batch(s); console.log("  batch", s.length, (performance.now() - t).toFixed(2)); return r; } } } as never;
      const engine = new Engine(state, fake);
      engine.wake(); lap("wake");
      const ex = (name: string, input: unknown) => engine.execute({ commandId: newId("command", clock.now()), name, input, caller: { kind: "system", name: "setup" }, requestId: "r", ip: null, userAgent: null });
      await ex(createProcess.name, { slug: `m${i}`, name: "M", timeZone: "UTC" }); lap("process");
      await ex(createUser.name, { id: newId("user", 1), email: `a@m${i}.test`, name: "A", role: "operator", passwordHash: "$argon2id$x" }); lap("user");
      await ex(createIncident.name, { title: "x", severity: "SEV1" }); lap("incident");
      await engine.idle(); lap("idle");
      const e2 = new Engine(state, { ...(fake as object), DB: { prepare: (s: string) => env.DB.prepare(s), batch: () => new Promise(() => {}) } } as never);
      for (let k = 0; k < 20; k++) { void (e2 as Engine).run({ commandId: newId("command", clock.now()), name: createIncident.name, input: { title: "x", severity: "SEV1" }, caller: { kind: "system", name: "setup" }, requestId: "r", ip: null, userAgent: null }, clock.now()); }
      lap("20 runs");
      await state.storage.getAlarm(); lap("getAlarm");
    });
  }
});
