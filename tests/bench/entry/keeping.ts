import type { Engine } from "#durable-objects/engine.ts";
import { inTransaction, readMeta, readNumber, writeMeta } from "#durable-objects/meta.ts";
import { insertRow } from "#durable-objects/sql.ts";
import { hubOf } from "#durable-objects/stub.ts";
import { auditLines, verifyPage } from "#packages/audit/views.server.ts";
import { systemCaller } from "#packages/core/actor.ts";
import {
  type AuditRow,
  auditHash,
  auditVersion,
  chainStart,
  type EventRow,
  eventHash,
  genesisHash,
} from "#packages/core/audit-chain.ts";
import { coreId } from "#packages/core/ids.ts";
import type { Result } from "#packages/core/result.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { audit, events } from "#packages/core/tables.ts";
import type { View } from "#packages/core/view.ts";
import { beginOperation } from "#packages/operations/commands.server.ts";
import type { Env } from "#worker/env.ts";

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
  rows: number;
}

const asBench = systemCaller("bench");

/** Goes through the whole log, page by page, as verifying and exporting do. */
export async function readLog(env: Env, processId: string, how: "verify" | "export"): Promise<Pages> {
  const ask = async <I, O>(view: View<I, O>, input: I): Promise<O> => {
    const answer = await hubOf(env, processId).view({ name: view.name, input, caller: asBench });
    // The answer of the view of that name.
    const result = answer as Result<O>;
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const ms: number[] = [];
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const from = Date.now();
    const value = await work;
    ms.push(Date.now() - from);
    return value;
  };
  if (how === "verify")
    for (let link = chainStart; ; ) {
      const page = await timed(ask(verifyPage, { run: "bench", link }));
      link = page.link;
      if (page.done) return { ms, ok: page.broken === null, rows: link.seq };
    }
  for (let from = { seq: 0, event: 0 }; ; ) {
    const page = await timed(ask(auditLines, { run: "bench", from, to: Number.MAX_SAFE_INTEGER }));
    from = page.next;
    if (page.done) return { ms, ok: true, rows: from.seq };
  }
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
