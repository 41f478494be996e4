import { flag, index, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";

/** A list as somebody wants it again: its filters and order, by a name. */
export const savedViews = sqliteTable(
  "saved_views",
  {
    ...processColumns(),
    ownerId: text("owner_id").notNull(),
    ownerName: text("owner_name").notNull(),
    name: text("name").notNull(),
    /** `incidents`: of the address. */
    page: text("page").notNull(),
    search: text("search").notNull(),
    shared: flag("shared").notNull(),
  },
  (t) => [processKey(t), index("saved_views_by_page").on(t.processId, t.page, t.name, t.id)],
);
export type SavedView = typeof savedViews.$inferSelect;
