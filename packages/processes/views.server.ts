import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { FindAccount } from "./inputs.ts";
import { type Process, storedProcess } from "./queries.server.ts";
import { accounts, tenants } from "./tables.ts";

export const processAnswer = ({ id, slug, name, timeZone, isActive, settings }: Process) => ({
  id,
  slug,
  name,
  timeZone,
  isActive,
  ...settings,
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
    return ok(rows.map(({ id, slug, name, timeZone, isActive }) => ({ id, slug, name, timeZone, isActive })));
  },
});

/** On the platform's hub: where an address signs in. Null for an unknown one. */
export const findAccount = view({
  name: "directory.find",
  permission: "system",
  input: FindAccount,
  run(ctx, input) {
    const account = ctx.db.select().from(accounts).where(eq(accounts.id, input.email.trim().toLowerCase())).get();
    return ok(account ? { userId: account.userId, processId: account.homeProcessId } : null);
  },
});
