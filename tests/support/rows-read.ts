import { drizzle } from "drizzle-orm/durable-sqlite";
import type { Engine } from "#durable-objects/engine.ts";
import type { HubDb } from "#packages/core/database.ts";
import type { TestProcess } from "./harness.ts";

export interface Cost<T> {
  value: T;
  statements: number;
  rowsRead: number;
  rowsWritten: number;
}

/** What an act costs the hub's database: each statement's own count, added up. */
export function costOf<T>(process: TestProcess, act: (engine: Engine) => T | Promise<T>): Promise<Cost<T>> {
  return process.inside(async ({ engine }, { storage }) => {
    const cursors: Pick<SqlStorageCursor<Record<string, SqlStorageValue>>, "rowsRead" | "rowsWritten">[] = [];
    const sql = new Proxy(storage.sql, {
      get(target, name) {
        if (name !== "exec") return Reflect.get(target, name, target);
        return (query: string, ...values: unknown[]) => {
          const cursor = target.exec(query, ...values);
          cursors.push(cursor);
          return cursor;
        };
      },
    });
    const counting = new Proxy(storage, {
      get(target, name) {
        if (name === "sql") return sql;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    const { hub } = engine;
    const own = { sql: hub.sql, db: hub.db };
    // The driver's declared schema type is the only difference, as in the hub itself.
    Object.assign(hub, { sql, db: drizzle(counting) as unknown as HubDb });
    try {
      const value = await act(engine);
      const sum = (pick: (cursor: (typeof cursors)[number]) => number) =>
        cursors.reduce((total, cursor) => total + pick(cursor), 0);
      return {
        value,
        statements: cursors.length,
        rowsRead: sum((one) => one.rowsRead),
        rowsWritten: sum((one) => one.rowsWritten),
      };
    } finally {
      Object.assign(hub, own);
    }
  });
}
