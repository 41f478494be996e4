import { migrations } from "#migrations/bundle.ts";
import { extraMigrations } from "#packages/extra.ts";
import type { Hub } from "./core.ts";
import { inTransaction } from "./meta.ts";
import { prepareSearch } from "./search-index.ts";

/**
 * Indexes that only lists need are of use in D1 only (`d1_…`), as lists are read there; those that only a hub needs are dropped in
 * D1 again (`hub_…`). Each is written for nothing where nobody reads by it.
 */
const isForHubs = (statement: string): boolean =>
  statement.trim() !== "" && !/^\s*(--[^\n]*\s+)*(CREATE INDEX `d1_|DROP INDEX)/.test(statement);

/**
 * Brings the hub's own database to the newest shape. The same SQL files as D1's, in the same order; an applied file that
 * has changed since is a mistake to be found now, not a surprise later.
 */
export function migrate(hub: Hub, list = [...migrations, ...extraMigrations]): void {
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
