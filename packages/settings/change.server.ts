import type { Ctx } from "#packages/core/context.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { canonicalJson, type Json } from "#packages/core/json.ts";
import { can } from "#packages/core/permissions.ts";
import { processRef } from "#packages/core/ref.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { shownAddress } from "#packages/core/secret-address.ts";
import type { Setting } from "#packages/core/setting.ts";
import { type SettingsEdit, settingNamed, settingOf } from "#packages/core/settings.ts";
import { settingChanges, settings } from "#packages/core/tables.ts";

interface Change {
  setting: Setting;
  before: Json;
  after: Json;
}

/** Sets what differs and keeps each change in the history; or answers why nothing was set. The patch has been parsed. */
export function changeSettings(ctx: Ctx, { seen = {}, ...patch }: SettingsEdit): Refusal | null {
  const changes = Object.entries(patch).flatMap(([key, after]) => changeOf(ctx, key, after) ?? []);
  const refusal = notAllowed(ctx, changes) ?? notUsable(ctx, changes) ?? overtaken(ctx, changes, seen);
  if (refusal) return refusal;
  for (const change of changes) write(ctx, change);
  const labels = changes.map(({ setting }) => setting.label);
  if (labels.length > 0)
    ctx.emit({
      about: processRef(ctx.processId),
      action: "updated",
      summary: `${ctx.actor.name} changed the settings: ${labels.join(", ")}`,
    });
  return null;
}

function changeOf({ db, processId }: Ctx, key: string, after: Json | undefined): Change | null {
  const setting = settingNamed(key)?.setting;
  if (!setting || after === undefined) return null;
  const before = settingOf(db, processId, setting);
  return canonicalJson(before) === canonicalJson(after) ? null : { setting, before, after };
}

function notAllowed({ actor }: Ctx, changes: Change[]): Refusal | null {
  if (actor.kind === "system") return null;
  const forbidden = changes.find(({ setting: { permission } }) => {
    const needed = permission?.change;
    return needed !== undefined && !can(actor.permissions, needed);
  });
  return forbidden ? errors.forbidden(`Your role can't change this setting: ${forbidden.setting.label}.`) : null;
}

function notUsable({ appUrl }: Ctx, changes: Change[]): Refusal | null {
  const problems = changes.flatMap(({ setting, after }) => {
    const problem = setting.problem?.(after, { appUrl });
    return problem ? [[setting.key, [problem]] satisfies [string, string[]]] : [];
  });
  if (problems.length === 0) return null;
  return errors.invalid(
    "Some of it can't be used. Nothing was changed. Correct it and save again.",
    Object.fromEntries(problems),
  );
}

/** A change of what somebody else has changed since it was seen. A credential can't be seen, so it can't be overtaken. */
function overtaken(ctx: Ctx, changes: Change[], seen: Record<string, Json>): Refusal | null {
  const lost = changes.filter(({ setting: { key, secret }, before }) => {
    const was = seen[key];
    return secret === undefined && was !== undefined && canonicalJson(was) !== canonicalJson(before);
  });
  if (lost.length === 0) return null;
  const fields = lost.map(({ setting: { key } }) => [
    key,
    [`${lastChangedBy(ctx, key)} changed this meanwhile. Save again to replace it.`],
  ]);
  const current = Object.fromEntries(lost.map(({ setting: { key }, before }) => [key, before]));
  const message = "Somebody changed these settings while you were writing. Nothing of yours is saved yet.";
  return { ...errors.conflict(message, current), fields: Object.fromEntries(fields) };
}

function lastChangedBy({ db, processId }: Ctx, key: string): string {
  const latest = "WHERE process_id = ? AND key = ? ORDER BY rev DESC LIMIT 1";
  return select(db, settingChanges, latest, [processId, key])[0]?.byName ?? "Somebody";
}

function write(ctx: Ctx, { setting, before, after }: Change): void {
  const { key, secret, kept } = setting;
  if (kept) kept.write(ctx, after);
  else {
    const columns = secret ? { value: null, secret: textOf(after) } : { value: after, secret: null };
    const row = rowById(ctx.db, settings, ctx.processId, key);
    if (row) ctx.patch(settings, row, columns);
    else ctx.put(settings, { id: key, ...columns });
  }
  const shown = (value: Json): Json => (secret && value !== null ? { ...shownAddress(String(value)) } : value);
  ctx.put(settingChanges, {
    id: ctx.newId("setting_change"),
    key,
    before: shown(before),
    after: shown(after),
    byId: ctx.actor.id,
    byName: ctx.actor.name,
  });
}

const textOf = (value: Json): string | null => (value === null ? null : String(value));
