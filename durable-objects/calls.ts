import type { Command, Envelope } from "#packages/core/command.ts";
import type { Refusal } from "#packages/core/errors.ts";
import { coreId } from "#packages/core/ids.ts";
import { logError } from "#packages/core/log.ts";
import { select } from "#packages/core/rows.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { hubCalls } from "#packages/core/tables.ts";
import { callPrefix } from "./call-prefix.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";
import type { Lane } from "./other-hubs.ts";
import { insertRow } from "./sql.ts";
import { hubOf } from "./stub.ts";

type Call = typeof hubCalls.$inferSelect;

/** So many commands the other hub runs in one turn. */
const perBatch = 20;

/** Writes a command for another hub down, in the transaction of the command that asks for it. */
export function addCall(
  hub: Hub,
  processId: string,
  command: Pick<Command, "name">,
  input: unknown,
  now: number,
): void {
  insertRow(hub, hubCalls, {
    id: `${callPrefix}${coreId("command", now, hub.tag)}`,
    processId,
    command: command.name,
    input: JSON.stringify(input),
  });
}

/** Whether the same command may succeed later. Any other refusal is the other hub's last word. */
export const isPassing = ({ code }: Refusal): boolean =>
  code === "unavailable" || code === "internal" || code === "rate_limited";

const envelopeOf = ({ id, command, input }: Call): Envelope => ({
  ...systemEnvelope(command, JSON.parse(input), "process", id),
  keyed: true,
});

/** One look into the index for each hub, however many calls wait for it. */
const eachTarget = `WITH RECURSIVE target(id) AS (
  SELECT min(process_id) FROM hub_calls
  UNION ALL SELECT (SELECT min(process_id) FROM hub_calls WHERE process_id > target.id) FROM target WHERE target.id IS NOT NULL
) SELECT id FROM target WHERE id IS NOT NULL`;

/**
 * Commands for other hubs, for each in the order they were decided: what comes after one that has to wait may build on it. The
 * row's id is the command's: one that was taken and not heard of is answered from the other hub's memory.
 */
export const callLane = (hub: Hub): Lane => ({
  name: "call",
  gatherMs: 0,
  targets: () =>
    hub.sql
      .exec<{ id: string }>(eachTarget)
      .toArray()
      .map(({ id }) => id),
  waits: (target) => one(hub.sql, "SELECT 1 AS yes FROM hub_calls WHERE process_id = ? LIMIT 1", target) !== null,
  async hand(target) {
    const calls = select(hub.db, hubCalls, "WHERE process_id = ? ORDER BY seq LIMIT ?", [target, perBatch]);
    const results = await hubOf(hub.env, target).take(calls.map(envelopeOf));
    for (const [place, result] of results.entries()) {
      const call = calls[place];
      if (!call) break;
      if (!result.ok && isPassing(result.error)) return result.error;
      if (!result.ok) noteRefused(hub, call, result.error);
      hub.sql.exec("DELETE FROM hub_calls WHERE seq = ?", call.seq);
    }
    return null;
  },
});

function noteRefused(hub: Hub, { id, processId, command }: Call, { code, message }: Refusal): void {
  logError("call.refused", { processId: hub.processId, to: processId, command, id, code, error: message });
}
