import { it } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import { eq, and } from "drizzle-orm";
import { newId } from "#packages/core/ids.ts";
import { sha256Hex, canonicalJson } from "#packages/core/json.ts";
import { counters, deliveries } from "#packages/core/tables.ts";
import { rowById } from "#durable-objects/rows.ts";
import { CreateIncident } from "#packages/incidents/inputs.ts";
import { commandsByName } from "#packages/modules.ts";
import { env } from "#tests/support/env.ts";
it("measures", async () => {
  const out: string[] = [];
  const bench = (n: string, k: number, f: () => unknown) => { const t = performance.now(); for (let i = 0; i < k; i++) f(); out.push(`${n} ${((performance.now() - t) / k).toFixed(4)} ms`); };
  const text = "x".repeat(5000);
  await runInDurableObject(env.PROCESS_HUB.getByName("prc_z"), (hub, state) => {
    const db = hub.engine.hub.db;
    bench("sha 5k", 200, () => sha256Hex(text));
    bench("canon", 200, () => canonicalJson({ a: text, b: [1, 2, 3], c: { d: 1 } }));
    bench("newId", 1000, () => newId("run", 1));
    bench("zod", 300, () => CreateIncident.safeParse({ title: "x", severity: "SEV1" }));
    bench("cmds", 300, () => commandsByName.get("x"));
    bench("raw sql", 300, () => state.storage.sql.exec("select * from counters where process_id=? and id=?", "a", "b").toArray());
    bench("rowById counters", 300, () => rowById(db, counters, "a", "b"));
    bench("rowById deliveries", 300, () => rowById(db, deliveries, "a", "b"));
    bench("select del build", 300, () => db.select().from(deliveries).where(and(eq(deliveries.id, "x"))).toSQL());
  });
  console.log(out.join("\n"));
});
