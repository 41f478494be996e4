import { day } from "#packages/core/clock.ts";
import { heldMs } from "#packages/core/keeping.ts";
import { rowById, select } from "#packages/core/rows.ts";
import type { Keep, Still } from "#packages/core/table-policy.ts";
import { kindsByName } from "#packages/kinds.ts";
import { policies } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import type { Outcome } from "./transaction.ts";

const perStep = 200;

/** The tables whose rows leave the hub, by name. */
const leaving = [...policies].flatMap(([name, policy]) =>
  policy.hubOnly || !policy.keep ? [] : [{ name, table: policy.table, keep: policy.keep }],
);

/**
 * Goes through the tables once, oldest rows first (their ids are in the order of time), and deletes what is old enough, what D1
 * has and what nothing open needs. No tombstone and no change: for everybody but the hub the row is still there.
 */
export class RowsLeaving {
  private readonly tables = [...leaving];
  private after = "";

  constructor(
    private readonly hub: Hub,
    private readonly now: number,
    /** Runs a command as the system. */
    private readonly run: (name: string, input: unknown) => Outcome,
  ) {}

  /** Whether more rows are to be looked at. */
  get more(): boolean {
    return this.tables.length > 0;
  }

  /** The next rows; what came of the command that let them go, where there is one. */
  step(): Outcome | null {
    const [current] = this.tables;
    if (!current) return null;
    const { hub, now } = this;
    const { name, table, keep } = current;
    const rest = `WHERE process_id = ? AND id > ? ORDER BY id LIMIT ${perStep}`;
    const rows = select(hub.db, table, rest, [hub.processId, this.after]);
    const young = now - keep.days * day;
    const old = rows.filter((row) => row.updatedAt < young && !isNeeded(hub, keep, row, now));
    const ids = old.map(({ id }) => id);
    const last = rows.at(-1);
    this.after = last?.id ?? "";
    if (!last || rows.length < perStep || last.createdAt >= young) {
      this.tables.shift();
      this.after = "";
    }
    if (ids.length === 0) return null;
    if (keep.archived !== "d1") return this.run(keep.archived.command, { ids });
    this.drop(name, ids);
    return null;
  }

  /** Only rows that D1 has confirmed as they are. */
  private drop(name: string, ids: string[]): void {
    this.hub.sql.exec(
      `DELETE FROM "${name}" WHERE process_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND rev <= ?3
         AND NOT EXISTS (SELECT 1 FROM hub_mirror WHERE table_name = ?4 AND row_id = "${name}".id)
         AND NOT EXISTS (SELECT 1 FROM hub_mirror_refused WHERE table_name = ?4 AND row_id = "${name}".id)`,
      this.hub.processId,
      JSON.stringify(ids),
      readNumber(this.hub, "mirroredRev"),
      name,
    );
  }
}

// biome-ignore lint/suspicious/noExplicitAny: of any table, each row with the policy of its own
function isNeeded({ db, processId }: Hub, keep: Keep<any>, row: { updatedAt: number }, now: number): boolean {
  if (row.updatedAt < now - heldMs) return false;
  const still: Still = {
    now,
    open(kind, id) {
      const known = kindsByName.get(kind);
      const record = known?.isOpen && id !== null ? rowById(db, known.table, processId, id) : null;
      return record !== null && known?.isOpen?.(record) === true;
    },
  };
  return keep.unless?.(row, still) ?? false;
}
