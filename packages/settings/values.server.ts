import type { Ctx, ViewContext } from "#packages/core/context.ts";
import type { Json } from "#packages/core/json.ts";
import { can } from "#packages/core/permissions.ts";
import { type ShownAddress, shownAddress } from "#packages/core/secret-address.ts";
import type { Setting } from "#packages/core/setting.ts";
import { type DeclaredSetting, declaredSettings, settingOf } from "#packages/core/settings.ts";

type Asked = Pick<Ctx | ViewContext, "actor" | "db" | "processId">;

export const mayRead = ({ actor }: Asked, { permission }: Setting): boolean =>
  actor.kind === "system" || permission?.read === undefined || can(actor.permissions, permission.read);

export const mayChange = ({ actor }: Asked, { permission }: Setting): boolean =>
  can(actor.permissions, "processes.edit") &&
  (permission?.change === undefined || can(actor.permissions, permission.change));

/** Those that this person may read, each with its value; of a credential what can be shown of it. */
export function readable(ctx: Asked): { declared: DeclaredSetting; value: Json; shown: ShownAddress | null }[] {
  return declaredSettings()
    .filter(({ setting }) => mayRead(ctx, setting))
    .map((declared) => {
      const value = settingOf(ctx.db, ctx.processId, declared.setting);
      if (!declared.setting.secret) return { declared, value, shown: null };
      return { declared, value: null, shown: value === null ? null : shownAddress(String(value)) };
    });
}

/** Values by the names that they have in the API. */
export const settingValues = (ctx: Asked): Record<string, Json> =>
  Object.fromEntries(
    readable(ctx).map(({ declared: { setting }, value, shown }) =>
      setting.secret ? [setting.secret.shownAs, shown && { ...shown }] : [setting.key, value],
    ),
  );
