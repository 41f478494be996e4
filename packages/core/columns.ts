import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Columns that every process table starts with. `rev` is the command that last wrote the row: the mirror's guard. */
export const processColumns = () => ({
  processId: text("process_id").notNull(),
  id: text("id").notNull(),
  rev: integer("rev").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** The key of every process table: the process first, so no lookup can cross it by accident. */
export const processKey = (table: { processId: AnySQLiteColumn; id: AnySQLiteColumn }) =>
  primaryKey({ columns: [table.processId, table.id] });

export const flag = (name: string) => integer(name, { mode: "boolean" });
export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>();
export { index, integer, primaryKey, sqliteTable, text };
