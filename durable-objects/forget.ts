import { getTableName } from "drizzle-orm";
import { day } from "#packages/core/clock.ts";
import { policies } from "#packages/modules.ts";
import { callPrefix } from "./calls.ts";
import type { Hub } from "./core.ts";
import { forgetOldRelays } from "./relay.ts";

/** How long a command's answer is kept for those who send it again. */
const answersKeptMs = 2 * day;
/** Other hubs send theirs until they hear of it. */
const callAnswersKeptMs = 30 * day;

/** Deletes what the hub keeps for a time only. */
export function forgetOld(hub: Hub, now: number): void {
  hub.sql.exec(
    `DELETE FROM hub_commands WHERE at < ? AND (at < ? OR command_id NOT GLOB '${callPrefix}*')`,
    now - answersKeptMs,
    now - callAnswersKeptMs,
  );
  for (const policy of policies.values())
    if (policy.hubOnly)
      hub.sql.exec(`DELETE FROM "${getTableName(policy.table)}" WHERE updated_at < ?`, now - policy.keep.days * day);
  forgetOldRelays(hub);
}
