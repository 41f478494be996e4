import { getTableName } from "drizzle-orm";
import { day } from "#packages/core/clock.ts";
import { tombstonesMs } from "#packages/core/keeping.ts";
import { policies } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import { forgetOldRelays } from "./relay.ts";

/** Rows that one step deletes of each table. */
const perStep = 500;

const removedAnyway = [...policies].flatMap(([name, policy]) =>
  typeof policy.keep === "object" && "archived" in policy.keep && policy.keep.archived !== "d1" ? [name] : [],
);

/** Deletes some of what the hub keeps for a time only; says whether there may be more. */
export function forgetOld(hub: Hub, now: number): boolean {
  const drop = (table: string, where: string, ...values: unknown[]) =>
    hub.sql.exec(
      `DELETE FROM "${table}" WHERE rowid IN (SELECT rowid FROM "${table}" WHERE ${where} LIMIT ${perStep})`,
      ...values,
    ).rowsWritten >= perStep;
  const dropTombstones = (before: number, table: string | null) =>
    drop(
      "tombstones",
      "process_id = ?1 AND at < ?2 AND rev <= ?3 AND (?4 IS NULL OR table_name = ?4)",
      hub.processId,
      before,
      readNumber(hub, "mirroredRev"),
      table,
    );
  const own = Array.from(policies.values(), (policy) =>
    policy.hubOnly ? drop(getTableName(policy.table), "updated_at < ?", now - policy.keep.days * day) : false,
  );
  return [
    drop("hub_commands", "forget_at < ?", now),
    // D1 has heard of them long ago, and no late copy of the row can come any more.
    dropTombstones(now - tombstonesMs, null),
    // Rows that leave for good: should they come back with a D1 that was set back, they leave it by their age.
    ...removedAnyway.map((name) => dropTombstones(now - 2 * day, name)),
    forgetOldRelays(hub),
    ...own,
  ].some((more) => more);
}
