import { index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Visibility } from "./rules.ts";

/** What people wrote about a record of any kind. The feed carries only its beginning; `seq` is its event. */
export const comments = sqliteTable(
  "comments",
  {
    ...processColumns(),
    aboutKind: text("about_kind").notNull(),
    aboutId: text("about_id").notNull(),
    seq: integer("seq").notNull(),
    authorId: text("author_id"),
    visibility: text("visibility").$type<Visibility>().notNull(),
    text: text("text").notNull(),
  },
  (t) => [processKey(t), index("comments_by_record").on(t.processId, t.aboutKind, t.aboutId, t.seq)],
);

/** Who watches a record of any kind. */
export const watchers = sqliteTable(
  "watchers",
  {
    ...processColumns(),
    aboutKind: text("about_kind").notNull(),
    aboutId: text("about_id").notNull(),
    userId: text("user_id").notNull(),
  },
  (t) => [processKey(t), index("watchers_by_record").on(t.processId, t.aboutKind, t.aboutId)],
);
