import { index, json, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { Json } from "../json.ts";

/** What a process has chosen, a row for each setting, its id the setting's key. What has no row is as by default. */
export const settings = sqliteTable(
  "settings",
  {
    ...processColumns(),
    value: json<Json>("value"),
    /** The value of a setting that is a credential, apart, so that the audit log can tell it from others. */
    secret: text("secret"),
  },
  (t) => [processKey(t)],
);

/** The history of the settings, those included that are kept elsewhere: who changed what, from what to what. */
export const settingChanges = sqliteTable(
  "setting_changes",
  {
    ...processColumns(),
    key: text("key").notNull(),
    /** Of a credential what can be shown of it. */
    before: json<Json>("before"),
    after: json<Json>("after"),
    byId: text("by_id"),
    byName: text("by_name").notNull(),
  },
  (t) => [
    processKey(t),
    index("setting_changes_by_rev").on(t.processId, t.rev, t.id),
    index("setting_changes_by_key").on(t.processId, t.key, t.rev),
  ],
);
