import { and, eq, inArray } from "drizzle-orm";
import { clock } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import { chunked } from "#packages/core/lists.ts";
import type { Result } from "#packages/core/result.ts";
import { recordDeliveries } from "#packages/core/sending/record.server.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { deliveries } from "#packages/core/tables.ts";
import { settingsOf } from "#worker/env.ts";
import type { Hub } from "./core.ts";
import type { Outcome } from "./transaction.ts";

/** What of the engine plays. */
interface Player {
  hub: Hub;
  fireDue(now: number, at: (dueAt: number) => number): void;
  run(envelope: Envelope, now: number): Outcome;
  background: { inApp: { sweep(): void } };
  mirror: { flush(): Promise<unknown> };
}

/**
 * Plays commands at their own moments in the past: tiers and reminders that fell due between them fire at their times, and
 * the messages count as sent, though no mail leaves. This is how the demo gets a history that the product itself has written.
 */
export async function playAll(engine: Player, envelopes: Envelope[]): Promise<Result<unknown>[]> {
  const { hub } = engine;
  if (!settingsOf(hub.env).DEMO) throw new Error("Commands are played in the local demo only.");
  const results: Result<unknown>[] = [];
  hub.playing = true;
  try {
    for (const envelope of envelopes) {
      const at = envelope.at ?? 0;
      engine.fireDue(at, (dueAt) => dueAt + 40);
      results.push(engine.run(envelope, at).result);
      countAsSent(engine, at + 800);
    }
    const now = clock.now();
    engine.fireDue(now, (dueAt) => dueAt + 40);
    countAsSent(engine, now);
  } finally {
    hub.playing = false;
  }
  engine.background.inApp.sweep();
  await engine.mirror.flush();
  return results;
}

function countAsSent(engine: Player, at: number): void {
  const { hub } = engine;
  const waiting = hub.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.processId, hub.processId), inArray(deliveries.state, ["queued", "unseen"])))
    .all();
  for (const group of chunked(waiting, 100)) {
    const settled = group.map(({ id }) => ({ id, state: "sent", providerId: null }));
    engine.run(systemEnvelope(recordDeliveries.name, { settled }, "outbox", `demo:${group[0]?.id}`), at);
  }
}
