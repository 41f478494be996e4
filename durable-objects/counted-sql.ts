import type { Costs } from "#packages/core/costs.ts";

type Counted = Pick<SqlStorageCursor<Record<string, SqlStorageValue>>, "rowsRead" | "rowsWritten">;

/** The hub's SQL with its rows counted for whatever runs just now. */
export class CountedSql {
  readonly sql: SqlStorage;
  private cursors: Counted[] | null = null;

  constructor(
    real: SqlStorage,
    readonly costs: Costs,
  ) {
    // The rest of the interface is classes that nobody constructs.
    this.sql = {
      get databaseSize() {
        return real.databaseSize;
      },
      exec: (query: string, ...values: unknown[]) => {
        const cursor = real.exec(query, ...values);
        this.cursors?.push(cursor);
        return cursor;
      },
    } as SqlStorage;
  }

  /** Runs something and adds its rows to what `name` has cost. A cursor knows how much it read once it was read. */
  of<T>(name: string, work: () => T): T {
    if (this.cursors) return work();
    const cursors: Counted[] = [];
    this.cursors = cursors;
    try {
      return work();
    } finally {
      this.cursors = null;
      let [rowsRead, rowsWritten] = [0, 0];
      for (const cursor of cursors) {
        rowsRead += cursor.rowsRead;
        rowsWritten += cursor.rowsWritten;
      }
      this.costs.add(name, { rowsRead, rowsWritten });
    }
  }
}
