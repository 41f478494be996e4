import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { coreId, newTag, platformTag, regionOf, tagOf } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { reaction } from "#packages/core/reaction.ts";
import { type Region, regionNear } from "#packages/core/regions.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { settingsEdit } from "#packages/core/settings.ts";
import { usableZone } from "#packages/core/zone-names.ts";
import { changeSettings } from "#packages/settings/change.server.ts";
import { processAnswer } from "./answer.server.ts";
import { processKind } from "./entity.server.ts";
import { CreateProcess, OpenProcess, RegisterTenant } from "./inputs.ts";
import { ownProcess, storedProcess, type TenantKey, tenantBy } from "./queries.server.ts";
import { processes, tenants } from "./tables.ts";

/** Where new processes get their tags from; tests put one that is taken in its place. */
export const tags = { next: newTag };

export const createProcess = command({
  name: "processes.create",
  permission: "system",
  audit: { action: "process.create", words: "opened the process …", entity: "process" },
  input: CreateProcess,
  opens: true,
  run(ctx, input) {
    const existing = ownProcess(ctx.db, ctx.processId);
    if (existing) return ok({ id: existing.id });
    const process = ctx.put(processes, { id: ctx.processId, ...input, isActive: true });
    ctx.emit({ about: processKind.ref(process), action: "created", summary: `${process.name} was set up` });
    return ok({ id: process.id });
  },
});

/** On the platform's hub: one entry per process. */
export const registerTenant = command({
  name: "directory.registerTenant",
  permission: "system",
  audit: { action: "directory.register", words: "entered the process … in the directory", entity: "process" },
  input: RegisterTenant,
  run(ctx, input) {
    const { id, ...rest } = input;
    const tag = tagOf(id);
    if (tag === null) return refuse(errors.invalid("This is no id of a process.", { id: ["It has no tag."] }));
    if (isTaken(ctx, { by: "slug", value: input.slug }, id)) return refuse(slugTaken(input.slug));
    if (isTaken(ctx, { by: "tag", value: tag }, id))
      return refuse(errors.conflict(`The tag ${tag} belongs to another process. Take a new id.`));
    const existing = tenantBy(ctx.db, ctx.processId, { by: "id", value: id });
    if (existing) ctx.patch(tenants, existing, rest);
    else ctx.put(tenants, { ...input, tag, isActive: true });
    return ok({ id });
  },
});

const slugTaken = (slug: string) =>
  errors.conflict(`The short name ${slug} belongs to another process. Choose another.`);

/** Whether a tag or short name is the platform's or that of a process other than `id`. */
function isTaken(ctx: Ctx, key: TenantKey, id: string | null): boolean {
  if (key.value === platformTag || key.value === platformProcess) return true;
  const tenant = tenantBy(ctx.db, ctx.processId, key);
  return tenant !== null && tenant.id !== id;
}

function freeTag(ctx: Ctx, region: Region | null): string {
  for (;;) {
    const tag = tags.next(region);
    if (!isTaken(ctx, { by: "tag", value: tag }, null)) return tag;
  }
}

/** On the platform's hub: begins a process. Its own hub is told by a call, so that either both know of it or neither. */
export const openProcess = command({
  name: "directory.openProcess",
  permission: "platform.cross_process",
  audit: { action: "directory.open", words: "opened the process …", entity: "process" },
  input: OpenProcess,
  run(ctx, { region, ...input }) {
    if (isTaken(ctx, { by: "slug", value: input.slug }, null)) return refuse(slugTaken(input.slug));
    // In its id, so that whoever asks for the hub first, and each one after, names the region.
    const tag = freeTag(ctx, region ?? regionNear(input.timeZone));
    const id = coreId("process", ctx.now, tag);
    ctx.put(tenants, { id, tag, ...input, isActive: true });
    ctx.call(id, createProcess, input);
    ctx.emit({ about: processKind.ref({ id }), action: "opened", summary: `${ctx.actor.name} opened ${input.name}` });
    return ok({ id, ...input, region: regionOf(id), isActive: true });
  },
});

/** The directory is the platform's, and follows what a process says of itself. The platform is not in it. */
export const directoryFollows = reaction({
  name: "directory.follows",
  on: processes,
  run(ctx, { before, after }) {
    if (!before || !after || ctx.processId === platformProcess) return;
    const { id, slug, name, timeZone } = after;
    if (name === before.name && timeZone === before.timeZone) return;
    ctx.call(platformProcess, registerTenant, { id, slug, name, timeZone: usableZone(timeZone) });
  },
});

/** Its name, its zone and every other setting: whatever the modules declare. */
export const updateProcess = command({
  name: "processes.update",
  permission: "processes.edit",
  audit: { action: "process.update", words: "changed the settings of …", entity: "process" },
  input: z.lazy(settingsEdit),
  run(ctx, input) {
    if (!storedProcess(ctx.db, ctx.processId)) return refuse(errors.notFound("The process"));
    const refusal = changeSettings(ctx, input);
    return refusal ? refuse(refusal) : ok(processAnswer(ctx));
  },
});
