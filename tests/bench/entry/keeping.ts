import type { Engine } from "#durable-objects/engine.ts";
import { inTransaction, readMeta, readNumber, writeMeta } from "#durable-objects/meta.ts";
import { insertRow } from "#durable-objects/sql.ts";
import { hubOf } from "#durable-objects/stub.ts";
import { exportChain, verifyChain } from "#packages/audit/chain.server.ts";
import { systemCaller } from "#packages/core/actor.ts";
import {
  type AuditRow,
  auditHash,
  auditVersion,
  type EventRow,
  eventHash,
  genesisHash,
} from "#packages/core/audit-chain.ts";
import { coreId } from "#packages/core/ids.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import type { Result } from "#packages/core/result.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { audit, events } from "#packages/core/tables.ts";
import type { View } from "#packages/core/view.ts";
import { beginOperation } from "#packages/operations/commands.server.ts";
import type { Env } from "#worker/env.ts";
import { readerOf } from "#worker/reader.ts";

/** Adds so many rows to the log, each with an event: chained and hashed as commands would, and as large as an incident's. */
export function fillLog({ hub }: Engine, rows: number): void {
  const { processId } = hub;
  const [about, at] = [`inc_${"x".repeat(31)}`, Date.now()];
  const changes = [
    {
      table: "incidents",
      id: about,
      before: { status: "open" },
      after: { status: "acknowledged", note: "x".repeat(400) },
    },
  ];
  inTransaction(hub, () => {
    for (let n = 0; n < rows; n += 1) {
      const [seq, event, rev] = [
        readNumber(hub, "auditSeq") + 1,
        readNumber(hub, "seq") + 1,
        readNumber(hub, "rev") + 1,
      ];
      const actor = { actorKind: "user", actorId: `usr_${"x".repeat(31)}`, actorName: "Asha" };
      const told: EventRow = {
        ...{
          processId,
          seq: event,
          rev,
          type: "incident.acknowledged",
          entity: "incident",
          entityId: about,
          entityNumber: "BENCH-1",
        },
        ...{
          action: "acknowledged",
          audience: "team",
          ...actor,
          at,
          summary: "Asha acknowledged BENCH-1 Card payments fail",
          data: null,
        },
      };
      insertRow(hub, events, told);
      const row: Omit<AuditRow, "hash"> = {
        ...{
          processId,
          seq,
          rev,
          v: auditVersion,
          commandId: `cmd_${event}`,
          action: "incident.acknowledge",
          entityType: "incident",
        },
        ...{
          entityId: about,
          refs: [{ kind: "incident", id: about }],
          ...actor,
          at,
          ip: "192.0.2.1",
          userAgent: "bench",
        },
        ...{ requestId: `req_${event}`, reason: null, detail: null, changes, firstEvent: event, lastEvent: event },
        eventHashes: [String(eventHash(auditVersion, told))],
        prevHash: readMeta(hub, "auditHash") ?? genesisHash,
      };
      const hash = String(auditHash(row));
      insertRow(hub, audit, { ...row, hash });
      for (const [fact, value] of Object.entries({ auditSeq: seq, auditHash: hash, seq: event, rev }))
        writeMeta(hub, fact, value);
    }
  });
}

interface Pages {
  /** From asking for a page to its answer, in milliseconds: a turn of the hub, the trip, and whatever came between. */
  ms: number[];
  ok: boolean;
}

const asBench = systemCaller("bench");

/** Goes through the whole log as the product verifies and exports it. */
export async function readLog(env: Env, processId: string, how: "verify" | "export"): Promise<Pages> {
  const ms: number[] = [];
  const door = {
    async view<I, O>(view: View<I, O>, input: unknown): Promise<Result<O>> {
      const from = Date.now();
      const answer = await hubOf(env, processId).view({ name: view.name, input, caller: asBench });
      ms.push(Date.now() - from);
      // The answer of the view of that name.
      return answer as Result<O>;
    },
    read: <T>(list: (read: ProcessReader) => Promise<Result<T>>) => list(readerOf(env, processId, { seen: null })),
  };
  if (how === "verify") {
    const verdict = await verifyChain(door);
    return { ms, ok: verdict.ok && verdict.value.ok };
  }
  const stream = await exportChain(door, processId);
  if (!stream.ok) return { ms, ok: false };
  await stream.value.pipeTo(new WritableStream());
  return { ms, ok: true };
}

/** Begins to send everything to D1 again. */
export function beginResync(engine: Engine): void {
  const commandId = coreId("command", Date.now(), engine.hub.tag);
  const outcome = engine.run(systemEnvelope(beginOperation.name, { act: "resync" }, "bench", commandId), Date.now());
  if (!outcome.result.ok) throw new Error(outcome.result.error.message);
  engine.background.follow(outcome);
  engine.alarm();
}

/** Whether all that was to be sent to D1 is there. */
export const isCopied = ({ hub, mirror }: Engine): boolean =>
  !mirror.pending() && hub.sql.exec("SELECT 1 FROM jobs WHERE run_at IS NOT NULL").toArray().length === 0;

/** The object loses its storage and its life. */
export async function lose({ hub: { ctx, storage } }: Engine): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
  ctx.abort("lost by the bench");
}
