import { getTableName } from "drizzle-orm";
import { day } from "#packages/core/clock.ts";
import { tombstonesMs } from "#packages/core/keeping.ts";
import { policies } from "#packages/modules.ts";
import { callPrefix } from "./calls.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import { forgetOldRelays } from "./relay.ts";

/** How long a command's answer is kept for those who send it again. */
const answersKeptMs = 2 * day;
/** Other hubs send theirs until they hear of it. */
const callAnswersKeptMs = 30 * day;
/** Rows that one step deletes of each table. */
const perStep = 500;

/** Deletes some of what the hub keeps for a time only; says whether there may be more. */
export function forgetOld(hub: Hub, now: number): boolean {
  const drop = (table: string, where: string, ...values: unknown[]) =>
    hub.sql.exec(
      `DELETE FROM "${table}" WHERE rowid IN (SELECT rowid FROM "${table}" WHERE ${where} LIMIT ${perStep})`,
      ...values,
    ).rowsWritten >= perStep;
  const own = Array.from(policies.values(), (policy) =>
    policy.hubOnly ? drop(getTableName(policy.table), "updated_at < ?", now - policy.keep.days * day) : false,
  );
  return [
    drop(
      "hub_commands",
      `at < ? AND (at < ? OR command_id NOT GLOB '${callPrefix}*')`,
      now - answersKeptMs,
      now - callAnswersKeptMs,
    ),
    // D1 has heard of them long ago, and no late copy of the row can come any more.
    drop(
      "tombstones",
      "process_id = ? AND at < ? AND rev <= ?",
      hub.processId,
      now - tombstonesMs,
      readNumber(hub, "mirroredRev"),
    ),
    forgetOldRelays(hub),
    ...own,
  ].some((more) => more);
}
