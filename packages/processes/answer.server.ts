import type { Ctx, ViewContext } from "#packages/core/context.ts";
import { settingValues } from "#packages/settings/values.server.ts";
import { mustStoredProcess } from "./queries.server.ts";

/** A process as everybody may see it, with what it has chosen; of credentials only what can be shown. */
export function processAnswer(ctx: Ctx | ViewContext) {
  const { id, slug, name, timeZone, isActive } = mustStoredProcess(ctx.db, ctx.processId);
  return { ...settingValues(ctx), id, slug, name, timeZone, isActive };
}
