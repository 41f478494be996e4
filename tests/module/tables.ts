import { index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";

/** A module's tables are its own: others ask its queries, or react to its rows. */
export const loans = sqliteTable(
  "loans",
  {
    ...processColumns(),
    item: text("item").notNull(),
    borrowerId: text("borrower_id").notNull(),
    dueAt: integer("due_at").notNull(),
    returnedAt: integer("returned_at"),
    remindedAt: integer("reminded_at"),
  },
  (t) => [processKey(t), index("loans_by_borrower").on(t.processId, t.borrowerId, t.id)],
);
export type Loan = typeof loans.$inferSelect;
