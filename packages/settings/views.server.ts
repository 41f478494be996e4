import { z } from "zod";
import type { ViewContext } from "#packages/core/context.ts";
import type { Json } from "#packages/core/json.ts";
import { decodeCursor, pageOf } from "#packages/core/paging.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import type { ShownAddress } from "#packages/core/secret-address.ts";
import type { SettingField } from "#packages/core/setting.ts";
import { settingNamed } from "#packages/core/settings.ts";
import { settingChanges } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import { ListChanges } from "./inputs.ts";
import { mayChange, mayRead, readable } from "./values.server.ts";

/** A setting as somebody may see it. */
export interface SettingAnswer {
  key: string;
  label: string;
  help: string;
  field: SettingField;
  /** Null of a credential, whose `shown` says what can be said of it. */
  value: Json;
  shown: ShownAddress | null;
  isSecret: boolean;
  /** The channel whose address it is, once one is saved. */
  leadsTo: "slack" | "webhook" | null;
  default: Json;
  suggestions: readonly string[];
  /** Its stored value can't be used, and what is done instead. */
  notice: string | null;
  mayChange: boolean;
  changed: { byName: string; at: number } | null;
}

/** The latest change of each setting. */
function lastChanges({ db, processId }: ViewContext) {
  const rows = select(
    db,
    settingChanges,
    "WHERE process_id = ?1 AND (key, rev) IN (SELECT key, max(rev) FROM setting_changes WHERE process_id = ?1 GROUP BY key)",
    [processId],
  );
  return new Map(rows.map((row) => [row.key, { byName: row.byName, at: row.createdAt }]));
}

/** All that the page of settings is made from, by module. */
export const describeSettings = view({
  name: "settings.describe",
  permission: "processes.view",
  input: z.object({}),
  run(ctx) {
    const changes = lastChanges(ctx);
    const shown = readable(ctx).filter(({ declared }) => !declared.setting.planned);
    const isRare = ({ declared }: (typeof shown)[number]) => declared.setting.rare === true;
    const inOrder = [...shown.filter((each) => !isRare(each)), ...shown.filter(isRare)];
    const sections = Map.groupBy(inOrder, ({ declared }) => declared.module);
    return ok(
      Array.from(sections, ([module, found]) => ({
        module,
        settings: found.map(({ declared: { setting }, value, shown }): SettingAnswer => {
          const { key, label, help, field, secret } = setting;
          const changed = changes.get(key) ?? null;
          const suggestions = setting.suggestions?.() ?? [];
          const notice = setting.notice?.(value) ?? null;
          const leadsTo = shown && setting.leadsTo ? setting.leadsTo : null;
          const rest = {
            leadsTo,
            suggestions,
            notice,
            default: setting.default,
            mayChange: mayChange(ctx, setting),
            changed,
          };
          return { key, label, help, field, value, shown, isSecret: secret !== undefined, ...rest };
        }),
      })),
    );
  },
});

/** A change as the history shows it. */
export interface SettingChange {
  id: string;
  key: string;
  label: string;
  /** Null of a setting that there is no more. */
  field: SettingField | null;
  /** Of a credential what can be shown of it. */
  before: Json;
  after: Json;
  isSecret: boolean;
  by: { id: string | null; name: string };
  at: number;
}

/** Who changed which setting, from what to what: the newest first. */
export const listChanges = view({
  name: "settings.history",
  permission: "processes.view",
  input: ListChanges,
  run(ctx, { limit, cursor, key = null }) {
    const after = decodeCursor(cursor, "settings");
    if (!after.ok) return after;
    const rows = select(
      ctx.db,
      settingChanges,
      `WHERE process_id = ? AND (? IS NULL OR key = ?) AND (rev, id) < (?, ?) ORDER BY rev DESC, id DESC LIMIT ?`,
      [
        ctx.processId,
        key,
        key,
        after.value?.value ?? Number.MAX_SAFE_INTEGER,
        String(after.value?.id ?? ""),
        limit + 1,
      ],
    );
    const placeOf = ({ rev, id }: (typeof rows)[number]) => ({ sort: "settings", value: rev, id });
    const { page, nextCursor } = pageOf(rows, limit, placeOf);
    const items = page.flatMap(({ id, key, before, after, byId, byName, createdAt }) => {
      const declared = settingNamed(key);
      if (declared && !mayRead(ctx, declared.setting)) return [];
      const { label = key, field = null, secret } = declared?.setting ?? {};
      const by = { id: byId, name: byName };
      return [{ id, key, label, field, before, after, isSecret: secret !== undefined, by, at: createdAt }];
    });
    return ok({ items, nextCursor });
  },
});
