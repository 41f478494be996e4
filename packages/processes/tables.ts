import { flag, index, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";

/** The process itself: one row in its own hub. */
export const processes = sqliteTable(
  "processes",
  {
    ...processColumns(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull(),
    isActive: flag("is_active").notNull(),
  },
  (t) => [processKey(t)],
);

/** The directory, kept by the platform's hub: every process there is. */
export const tenants = sqliteTable(
  "tenants",
  {
    ...processColumns(),
    /** In every id of that process: an id leads to its process by it. */
    tag: text("tag").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull(),
    isActive: flag("is_active").notNull(),
  },
  (t) => [
    processKey(t),
    index("tenants_by_tag").on(t.processId, t.tag),
    index("tenants_by_slug").on(t.processId, t.slug),
  ],
);
