import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantAnswer } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { regionOf } from "#packages/core/ids.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { processAnswer } from "./answer.server.ts";
import { storedProcess, type Tenant, tenantBy } from "./queries.server.ts";
import { tenants } from "./tables.ts";

const tenantAnswer = ({ id, slug, name, timeZone, isActive }: Tenant): TenantAnswer => ({
  id,
  slug,
  name,
  timeZone,
  region: regionOf(id),
  isActive,
});

export const getProcess = view({
  name: "processes.get",
  permission: "processes.view",
  input: z.object({}),
  run(ctx) {
    if (!storedProcess(ctx.db, ctx.processId)) return refuse(errors.notFound("The process"));
    return ok(processAnswer(ctx));
  },
});

/** On the platform's hub: every process there is. */
export const listTenants = view({
  name: "directory.tenants",
  permission: "system",
  input: z.object({}),
  run(ctx) {
    const rows = ctx.db
      .select()
      .from(tenants)
      .where(eq(tenants.processId, ctx.processId))
      .orderBy(asc(tenants.name))
      .all();
    return ok(rows.map(tenantAnswer));
  },
});

/** On the platform's hub: of each key the process that it means, or null. */
export const findTenants = view({
  name: "directory.tenantsBy",
  permission: "system",
  input: z.object({ keys: z.array(z.object({ by: z.enum(["id", "tag", "slug"]), value: z.string() })).max(1_000) }),
  run: (ctx, { keys }) =>
    ok(
      keys.map((key) => {
        const tenant = tenantBy(ctx.db, ctx.processId, key);
        return tenant && tenantAnswer(tenant);
      }),
    ),
});

/** How far back the stream of all processes is looked through: minutes where there are 100,000 of them, days where there are ten. */
const latest = 5_000;

/** On the platform's hub: of each process in the latest events, the last that it has passed on, and when (UTC milliseconds). */
export const heardOf = view({
  name: "directory.heard",
  permission: "system",
  input: z.object({}),
  run: (ctx) =>
    ok(
      ctx.db
        .all<{ id: string; seq: number; at: string }>(
          sql`SELECT hub_relay.process_id AS id, event_seq AS seq, json_extract(event, '$.at') AS at
            FROM (SELECT max(seq) AS last FROM hub_relay WHERE seq > (SELECT max(seq) FROM hub_relay) - ${latest} GROUP BY process_id)
            CROSS JOIN hub_relay ON hub_relay.seq = last`,
        )
        .map(({ id, seq, at }) => ({ id, seq, at: Date.parse(at) })),
    ),
});
