import { index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Visibility } from "./rules.ts";

/** What people wrote about a record of any kind. The feed carries only its beginning; `seq` is its event for the team. */
export const comments = sqliteTable(
  "comments",
  {
    ...processColumns(),
    aboutKind: text("about_kind").notNull(),
    aboutId: text("about_id").notNull(),
    seq: integer("seq").notNull(),
    authorId: text("author_id"),
    visibility: text("visibility").$type<Visibility>().notNull(),
    /** Until when the client does not see it and it can be taken back, in UTC milliseconds; null: it is decided. */
    heldUntil: integer("held_until"),
    /** The event by which the client has it; null: the client does not. */
    publishedSeq: integer("published_seq"),
    text: text("text").notNull(),
  },
  (t) => [
    processKey(t),
    index("comments_by_record").on(t.processId, t.aboutKind, t.aboutId, t.seq),
    index("comments_by_publishing").on(t.processId, t.aboutKind, t.aboutId, t.publishedSeq),
    index("comments_by_hold").on(t.processId, t.heldUntil),
  ],
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
