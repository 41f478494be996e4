import { clock, day, hour, minute } from "#packages/core/clock.ts";
import type { Hand, Outcome } from "#packages/core/courier.ts";
import type { OutboundChannel } from "#packages/core/delivery.ts";
import { describe, logError } from "#packages/core/log.ts";
import { soon } from "#packages/core/patience.ts";
import { noteChannel } from "#packages/core/sending/channel.server.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { gatherDeliveries, recordDeliveries } from "#packages/core/sending/record.server.ts";
import { type Settled, settle } from "#packages/core/sending/rules.ts";
import { type Batch, Batches } from "./batches.ts";
import type { Hub } from "./core.ts";
import { handOf, postsOf } from "./couriers.ts";
import { type Judge, judgeOf } from "./guards.ts";
import type { Lane } from "./lane.ts";
import { waitingLanes } from "./lanes.ts";
import { restoreQueue } from "./queue.ts";
import { Rests } from "./rests.ts";

const brokeHere: Exclude<Outcome, { kind: "resting" }> = {
  kind: "retry",
  message: "Sending it broke on our side.",
  afterMs: null,
};

/** Shorter than the 24 hours for which the mail service recognises a repeat, by what clocks and a slow answer may take. */
const keyKnownMs = 23 * hour;
/** What waited for so long is old news: people decide whether it is still to be sent. */
const freshForMs = 7 * day;

function tooLate({ id, createdAt }: Delivery, unclearAt: number | null): Settled | null {
  const now = clock.now();
  if (unclearAt !== null && now - unclearAt > keyKnownMs)
    return {
      id,
      state: "parked",
      reason:
        "It may have arrived: no answer told. It is not sent again by itself, as a repeat would no longer be recognised.",
    };
  if (now - createdAt > freshForMs)
    return { id, state: "parked", reason: "It could not be sent for more than seven days." };
  return null;
}

const mayHaveArrived = "(It may have arrived all the same: the answer to an earlier try was lost.)";

/** Out of its batch, so that the others don't wait for it. */
const alone = ([settled]: Settled[]): Settled | null =>
  settled?.state === "queued" ? { ...settled, alone: true } : (settled ?? null);

/** What came of it is written down as commands, like everything else. Says whether that was done. */
export type Run = (command: string, input: unknown, commandId?: string) => boolean;
/** What could not be written down is not sent again at once: it would be for ever. */
const unwrittenWaitMs = minute;

/**
 * Sends what the commands have queued, each lane by itself.
 * The lanes live in memory only: a hub that starts anew takes up whatever is still queued, under the keys that it may have had.
 */
export class Outbox {
  private readonly running = new Map<Lane, Promise<void>>();
  private readonly batches: Batches;
  private readonly rests: Rests;

  constructor(
    private readonly hub: Hub,
    private readonly run: Run,
  ) {
    this.batches = new Batches(hub, (into, from) => run(gatherDeliveries.name, { into, from }));
    this.rests = new Rests(hub);
  }

  restored(): void {
    restoreQueue(this.hub);
  }

  get isSending(): boolean {
    return this.running.size > 0;
  }

  pump(): Promise<unknown> {
    const now = clock.now();
    const due = waitingLanes(this.hub).flatMap(({ lane, at }) => (at <= now ? [lane] : []));
    const wanted = new Set([...this.running.keys(), ...due]);
    return Promise.all(
      Array.from(wanted, (lane) => {
        const running = this.running.get(lane);
        if (running) return running;
        // Known to run before it starts: what it writes down asks for the lanes again.
        const work = Promise.resolve()
          .then(() => this.drain(lane))
          .finally(() => this.running.delete(lane));
        this.running.set(lane, work);
        return work;
      }),
    );
  }

  private mayGo(lane: Lane): boolean {
    const { paces } = this.hub;
    return this.rests.mayTry(lane.channel) && paces.nextOf(lane) <= clock.now() && this.batches.isDue(lane);
  }

  /** What is left when its pace makes it wait, the alarm goes on with. */
  private async drain(lane: Lane): Promise<void> {
    const { channel } = lane;
    const { paces } = this.hub;
    while (this.mayGo(lane)) {
      const hand = await handOf(this.hub, channel);
      // Meanwhile another lane may have begun to find out how the channel is.
      if (!this.rests.mayTry(channel)) return;
      const probing = this.rests.of(channel) !== null;
      const batch = this.batches.next(lane, probing);
      if (!batch) return;
      paces.begin(lane);
      const asked = await this.rests.trying(channel, () => this.handle(channel, batch, hand));
      if (asked) continue;
      paces.undo(lane);
      // Without a request nothing was waited for, and very many that are dropped or break would hold up pages and people.
      if (lane.lane !== "urgent") await soon();
    }
  }

  /** Answers whether its receiver was asked. */
  private async handle(channel: OutboundChannel, batch: Batch, hand: Hand): Promise<boolean> {
    let outcome: Outcome;
    let asked = false;
    let wanted = batch.deliveries;
    try {
      wanted = this.withoutOvertaken(batch);
      if (!wanted.some(({ state }) => state === "queued")) return false;
      const posts = postsOf(this.hub, wanted);
      this.batches.handOver(batch);
      asked = true;
      outcome = await hand(batch.batchId, posts);
    } catch (thrown) {
      // This batch waits its turn again; those behind it don't wait for it.
      logError("delivery.broke", { processId: this.hub.processId, batch: batch.batchId, error: describe(thrown) });
      outcome = brokeHere;
    }
    const news = this.rests.learn(channel, outcome);
    // What rests is written down for the channel, once, and not for each message and try.
    if (outcome.kind === "resting") this.batches.takeBack(batch);
    else this.save(batch, settle(wanted, outcome, clock.now()));
    if (news) this.run(noteChannel.name, { channel, ...news });
    return asked;
  }

  /** Read in the same turn as the request is made: nothing is sent after the act that overtakes it. */
  private withoutOvertaken(batch: Batch): Delivery[] {
    const left: Delivery[] = [];
    const settled: Settled[] = [];
    const judge = judgeOf(this.hub, batch.deliveries);
    for (const delivery of batch.deliveries) {
      const change = this.beforehand(delivery, batch, judge);
      if (change) settled.push(change);
      else left.push(delivery);
    }
    if (settled.length > 0) this.save(batch, settled);
    return left;
  }

  /** What becomes of a delivery before it is handed over; null: it is handed over. */
  private beforehand(delivery: Delivery, { handedAt, unclearAt }: Batch, judge: Judge): Settled | null {
    const { id, state, attempts } = delivery;
    const dropped = (why: string): Settled => ({
      id,
      state: "dropped",
      reason: unclearAt === null ? why : `${why} ${mayHaveArrived}`,
    });
    if (state !== "queued") return null;
    try {
      const verdict = judge(delivery);
      if (verdict === null) return tooLate(delivery, unclearAt);
      if (typeof verdict === "string") return dropped(verdict);
      // First what takes its place: unless that is done, the message waits and the guard is asked again.
      const { command, input } = verdict.instead;
      if (!this.run(command, input, `instead:${id}`)) throw new Error(`${command} was refused.`);
      return dropped(verdict.drop);
    } catch (thrown) {
      logError("delivery.broke", { processId: this.hub.processId, delivery: id, error: describe(thrown) });
      // Its batch stays as it is, and it was wanted when it was handed over first.
      if (handedAt !== null) return null;
      return alone(settle([{ id, attempts }], brokeHere, clock.now()));
    }
  }

  private save(batch: Batch, settled: Settled[]): void {
    let written = false;
    try {
      written = this.run(recordDeliveries.name, { settled });
    } finally {
      if (!written) this.batches.postpone(batch, clock.now() + unwrittenWaitMs);
    }
  }
}
