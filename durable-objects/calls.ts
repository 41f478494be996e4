import { clock, second } from "#packages/core/clock.ts";
import type { Command } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { coreId } from "#packages/core/ids.ts";
import { logError } from "#packages/core/log.ts";
import { atMost, doubled } from "#packages/core/patience.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { hubCalls } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";
import { insertRow } from "./sql.ts";
import { hubOf } from "./stub.ts";

type Call = typeof hubCalls.$inferSelect;

/** Of the ids of calls: their answers are kept for longer, as a hub that is away may ask again after days. */
export const callPrefix = "call:";
const perTurn = 50;
const patienceMs = 10 * second;
const longestWaitMs = 60 * second;

/** Writes a command for another hub down, in the transaction of the command that asks for it. */
export function addCall(
  hub: Hub,
  processId: string,
  command: Pick<Command, "name">,
  input: unknown,
  now: number,
): void {
  const call = {
    id: `${callPrefix}${coreId("command", now, hub.tag)}`,
    processId,
    command: command.name,
    input: JSON.stringify(input),
  };
  // Behind one that waits to be tried again it waits as long: all calls for one hub have the same time.
  const waiting = one<{ at: number | null }>(
    hub.sql,
    "SELECT max(next_try_at) AS at FROM hub_calls WHERE process_id = ?",
    processId,
  );
  insertRow(hub, hubCalls, { ...call, tries: 0, nextTryAt: Math.max(now, waiting?.at ?? now) });
}

/** Whether the same call may succeed later. Any other refusal is the other hub's last word. */
const isPassing = ({ code }: Refusal): boolean =>
  code === "unavailable" || code === "internal" || code === "rate_limited";

const due = "WHERE next_try_at <= ? ORDER BY next_try_at, seq LIMIT ?";

/**
 * Sends this hub's commands to other hubs, for each in the order they were decided, until they are taken. The call's id is the
 * command's: one that was taken and not heard of is answered from the other hub's memory.
 */
export class Calls {
  private running: Promise<void> | null = null;

  constructor(private readonly hub: Hub) {}

  nextTryAt(): number | null {
    return one<{ at: number | null }>(this.hub.sql, "SELECT min(next_try_at) AS at FROM hub_calls")?.at ?? null;
  }

  pass(): Promise<void> {
    const next = this.nextTryAt();
    if (!this.running && (next === null || next > clock.now())) return Promise.resolve();
    this.running ??= this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async drain(): Promise<void> {
    // Of each target that is looked at one call is taken or postponed, so this ends.
    for (;;) {
      const calls = select(this.hub.db, hubCalls, due, [clock.now(), perTurn]);
      if (calls.length === 0) return;
      const byTarget = [...Map.groupBy(calls, (call) => call.processId).values()];
      await Promise.all(byTarget.map((queue) => this.send(queue)));
    }
  }

  /** One target's calls, up to the first that has to wait: what comes after it may build on it. */
  private async send(queue: Call[]): Promise<void> {
    for (const call of queue) {
      const result = await this.ask(call);
      if (!result.ok && isPassing(result.error)) {
        return this.postpone(call, result.error);
      }
      if (!result.ok) this.log("call.refused", call, result.error);
      this.hub.sql.exec("DELETE FROM hub_calls WHERE seq = ?", call.seq);
    }
  }

  private async ask({ id, processId, command, input }: Call): Promise<Result<unknown>> {
    const envelope = { ...systemEnvelope(command, JSON.parse(input), "process", id), keyed: true };
    const late = refuse(errors.unavailable("It did not answer in time."));
    try {
      return await atMost(patienceMs, hubOf(this.hub.env, processId).execute(envelope), late);
    } catch (thrown) {
      return refuse(errors.unavailable(String(thrown)));
    }
  }

  private postpone(call: Call, error: Refusal): void {
    const wait = doubled(call.tries, second, longestWaitMs);
    this.hub.sql.exec("UPDATE hub_calls SET tries = ? WHERE seq = ?", call.tries + 1, call.seq);
    const sql = "UPDATE hub_calls SET next_try_at = ? WHERE process_id = ?";
    this.hub.sql.exec(sql, clock.now() + wait, call.processId);
    this.log("call.failed", call, error);
  }

  private log(what: string, { id, processId, command, tries }: Call, { code, message }: Refusal): void {
    logError(what, { processId: this.hub.processId, to: processId, command, id, tries, code, error: message });
  }
}
