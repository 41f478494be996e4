import { type DrizzleSqliteDODatabase, drizzle } from "drizzle-orm/durable-sqlite";
import { clock } from "#packages/core/clock.ts";
import type { HubDb } from "#packages/core/context.ts";
import { Costs } from "#packages/core/costs.ts";
import type { Env } from "#worker/env.ts";
import { CountedSql } from "./counted-sql.ts";
import { Limits } from "./limits.ts";
import { Turns } from "./turns.ts";

/** What every part of a hub stands on. Nothing here is lost when the object is evicted: it is rebuilt from storage. */
export interface Hub {
  processId: string;
  env: Env;
  ctx: DurableObjectState;
  storage: DurableObjectStorage;
  sql: SqlStorage;
  counted: CountedSql;
  db: HubDb;
  /** What `hub_meta` holds, as far as it was read: each command asks a dozen times. Written through; see `inTransaction`. */
  meta: Map<string, string | null>;
  limits: Limits;
  turns: Turns;
}

export function makeHub(ctx: DurableObjectState, env: Env): Hub {
  const processId = ctx.id.name;
  if (!processId) throw new Error("A hub is addressed by its process id: use hubOf().");
  const counted = new CountedSql(ctx.storage.sql, new Costs(clock.now()));
  // Drizzle asks the storage for nothing but its SQL: transactions are the hub's own.
  const db: DrizzleSqliteDODatabase = drizzle({ sql: counted.sql } as DurableObjectStorage);
  // The driver is the synchronous one; its declared schema type is the only difference.
  const hubDb = db as unknown as HubDb;
  return {
    processId,
    env,
    ctx,
    storage: ctx.storage,
    sql: counted.sql,
    counted,
    db: hubDb,
    meta: new Map(),
    limits: new Limits(),
    turns: new Turns(),
  };
}

export function one<T extends Record<string, SqlStorageValue>>(
  sql: SqlStorage,
  query: string,
  ...values: unknown[]
): T | null {
  return (sql.exec<T>(query, ...values).toArray()[0] as T | undefined) ?? null;
}

/** Everything or nothing. What is known of `hub_meta` goes with what was written to it. */
export function inTransaction<T>(hub: Hub, work: () => T): T {
  try {
    return hub.storage.transactionSync(work);
  } catch (thrown) {
    hub.meta.clear();
    throw thrown;
  }
}

export function readMeta(hub: Hub, key: string): string | null {
  const known = hub.meta.get(key);
  if (known !== undefined) return known;
  const value = one<{ value: string }>(hub.sql, "SELECT value FROM hub_meta WHERE key = ?", key)?.value ?? null;
  hub.meta.set(key, value);
  return value;
}

export const readNumber = (hub: Hub, key: string): number => Number(readMeta(hub, key) ?? 0);

export function writeMeta(hub: Hub, key: string, value: string | number): void {
  if (hub.meta.get(key) === String(value)) return;
  hub.sql.exec(
    "INSERT INTO hub_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    String(value),
  );
  hub.meta.set(key, String(value));
}
