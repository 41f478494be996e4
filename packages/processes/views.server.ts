import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantAnswer } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { regionOf } from "#packages/core/ids.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { view } from "#packages/core/view.ts";
import { processAnswer } from "./answer.ts";
import { FindAccount } from "./inputs.ts";
import { storedProcess, type Tenant, tenantBy } from "./queries.server.ts";
import { accounts, tenants } from "./tables.ts";

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
    const process = storedProcess(ctx.db, ctx.processId);
    return process ? ok(processAnswer(process)) : refuse(errors.notFound("The process"));
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

/** On the platform's hub: of each process, the last event that it has passed on, and when that was (UTC milliseconds). */
export const heardOf = view({
  name: "directory.heard",
  permission: "system",
  input: z.object({}),
  run(ctx) {
    const last = (column: string) =>
      sql.raw(
        `(SELECT ${column} FROM hub_relay WHERE hub_relay.process_id = tenants.id ORDER BY event_seq DESC LIMIT 1)`,
      );
    const rows = ctx.db.all<{ id: string; seq: number | null; at: string | null }>(
      sql`SELECT id, ${last("event_seq")} AS seq, ${last("json_extract(event, '$.at')")} AS at FROM tenants WHERE process_id = ${ctx.processId}`,
    );
    return ok(
      rows.flatMap(({ id, seq, at }) => (seq === null || at === null ? [] : [{ id, seq, at: Date.parse(at) }])),
    );
  },
});

/** On the platform's hub: where an address signs in. Null for an unknown one. */
export const findAccount = view({
  name: "directory.find",
  permission: "system",
  input: FindAccount,
  run(ctx, input) {
    const account = rowById(ctx.db, accounts, ctx.processId, input.email.trim().toLowerCase());
    return ok(account ? { userId: account.userId, processId: account.homeProcessId } : null);
  },
});
