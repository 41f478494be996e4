import { migrations } from "#migrations/bundle.ts";
import type { Hub } from "./core.ts";
import { inTransaction } from "./meta.ts";
import { prepareSearch } from "./search-index.ts";

/** Indexes for lists across processes are of use in D1 only: a hub has one process, and would write them for nothing. */
const isForHubs = (statement: string): boolean =>
  statement.trim() !== "" && !/^\s*CREATE INDEX `\w+_across/.test(statement);

/**
 * Brings the hub's own database to the newest shape. The same SQL files as D1's, in the same order; an applied file that
 * has changed since is a mistake to be found now, not a surprise later.
 */
export function migrate(hub: Hub, list = migrations): void {
  hub.sql.exec("CREATE TABLE IF NOT EXISTS hub_migrations (id TEXT PRIMARY KEY, size INTEGER NOT NULL)");
  const applied = new Map(
    hub.sql
      .exec<{ id: string; size: number }>("SELECT id, size FROM hub_migrations")
      .toArray()
      .map((row) => [row.id, row.size]),
  );
  for (const { id, sql } of list) {
    const size = applied.get(id);
    if (size === sql.length) continue;
    if (size !== undefined) throw new Error(`Migration ${id} was changed after it had been applied. Add a new one.`);
    inTransaction(hub, () => {
      for (const statement of sql.split("--> statement-breakpoint")) if (isForHubs(statement)) hub.sql.exec(statement);
      hub.sql.exec("INSERT INTO hub_migrations (id, size) VALUES (?, ?)", id, sql.length);
    });
  }
  prepareSearch(hub);
}
