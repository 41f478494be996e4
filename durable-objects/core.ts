import { type DrizzleSqliteDODatabase, drizzle } from "drizzle-orm/durable-sqlite";
import type { HubDb } from "#packages/core/context.ts";
import type { Env } from "#worker/env.ts";

/** What every part of a hub stands on. Nothing here is lost when the object is evicted: it is rebuilt from storage. */
export interface Hub {
  processId: string;
  env: Env;
  ctx: DurableObjectState;
  storage: DurableObjectStorage;
  sql: SqlStorage;
  db: HubDb;
}

export function makeHub(ctx: DurableObjectState, env: Env): Hub {
  const processId = ctx.id.name;
  if (!processId) throw new Error("A hub is addressed by its process id: use hubOf().");
  const db: DrizzleSqliteDODatabase = drizzle(ctx.storage);
  // The driver is the synchronous one; its declared schema type is the only difference.
  return { processId, env, ctx, storage: ctx.storage, sql: ctx.storage.sql, db: db as unknown as HubDb };
}

export function one<T extends Record<string, SqlStorageValue>>(
  sql: SqlStorage,
  query: string,
  ...values: unknown[]
): T | null {
  return (sql.exec<T>(query, ...values).toArray()[0] as T | undefined) ?? null;
}

export const readMeta = (hub: Hub, key: string): string | null =>
  one<{ value: string }>(hub.sql, "SELECT value FROM hub_meta WHERE key = ?", key)?.value ?? null;

export const readNumber = (hub: Hub, key: string): number => Number(readMeta(hub, key) ?? 0);

export function writeMeta(hub: Hub, key: string, value: string | number): void {
  hub.sql.exec(
    "INSERT INTO hub_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    String(value),
  );
}
