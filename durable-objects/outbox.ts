import { clock, hour } from "#packages/core/clock.ts";
import type { DeliveryChannel } from "#packages/core/delivery.ts";
import { describe, logError } from "#packages/core/log.ts";
import { rowById } from "#packages/core/rows.ts";
import { messages } from "#packages/core/tables.ts";
import { isPrivateAddress } from "#packages/mail/address.ts";
import { postJson } from "#packages/mail/post.server.ts";
import { sendBatch } from "#packages/mail/resend.server.ts";
import { gatherDeliveries, recordDeliveries } from "#packages/outbox/commands.server.ts";
import { type Outcome, type Settled, settle } from "#packages/outbox/rules.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { settingsOf } from "#worker/env.ts";
import { Batches, type Delivery } from "./batches.ts";
import type { Hub } from "./core.ts";
import { verdictOn } from "./guards.ts";
import { earliestDelivery, type Lane, lanes } from "./lanes.ts";

type Message = typeof messages.$inferSelect;

const brokeHere: Outcome = { kind: "retry", message: "Sending it broke on our side.", afterMs: null };

/** Shorter than the 24 hours for which the mail service recognises a repeat, by what clocks and a slow answer may take. */
const keyKnownMs = 23 * hour;
const isForgotten = (unclearAt: number | null): boolean => unclearAt !== null && clock.now() - unclearAt > keyKnownMs;
const forgotten =
  "It may have arrived: no answer told. It is not sent again by itself, as a repeat would no longer be recognised.";

/** Out of its batch, so that the others don't wait for it. */
const alone = ([settled]: Settled[]): Settled | null =>
  settled?.state === "queued" ? { ...settled, alone: true } : (settled ?? null);

/** What came of it is written down as commands, like everything else. */
type Run = (command: string, input: unknown, commandId?: string) => void;

/**
 * Sends what the commands have queued, each lane by itself.
 * The lanes live in memory only: a hub that starts anew takes up whatever is still queued, under the keys that it may have had.
 */
export class Outbox {
  private readonly running = new Map<Lane, Promise<void>>();
  /** Until when a receiver has asked not to be asked. */
  private readonly rests = new Map<DeliveryChannel, number>();
  private readonly batches: Batches;

  constructor(
    private readonly hub: Hub,
    private readonly run: Run,
  ) {
    this.batches = new Batches(hub, (batchId, ids) => run(gatherDeliveries.name, { batchId, ids }));
  }

  restored(): void {
    this.batches.assumeHandedOver();
  }

  get isSending(): boolean {
    return this.running.size > 0;
  }

  pump(): Promise<unknown> {
    const earliest = earliestDelivery(this.hub);
    // Asked after each command, and mostly there is nothing: then no lane has to look for itself.
    const wanted = earliest === null || earliest > clock.now() ? this.running.keys() : lanes;
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

  private async drain(lane: Lane): Promise<void> {
    while (clock.now() >= (this.rests.get(lane.channel) ?? 0)) {
      const batch = this.batches.next(lane);
      if (batch.length === 0) return;
      await this.handle(lane.channel, batch);
    }
  }

  private async handle(channel: DeliveryChannel, batch: Delivery[]): Promise<void> {
    let outcome: Outcome;
    let wanted = batch;
    try {
      wanted = this.withoutOvertaken(batch);
      if (wanted.length === 0) return;
      this.batches.handOver(wanted);
      outcome = await this.hand(channel, wanted);
      if (outcome.kind === "busy" || outcome.kind === "held") this.batches.takeBack(wanted);
    } catch (thrown) {
      // This batch waits its turn again; those behind it don't wait for it.
      logError("delivery.broke", { processId: this.hub.processId, delivery: batch[0]?.id, error: describe(thrown) });
      outcome = brokeHere;
    }
    const settled = settle(wanted, outcome, clock.now());
    const [first] = settled;
    if (outcome.kind === "busy" && first?.state === "queued") this.rests.set(channel, first.nextTryAt);
    this.save(settled);
  }

  /** Read in the same turn as the request is made: nothing is sent after the act that overtakes it. */
  private withoutOvertaken(batch: Delivery[]): Delivery[] {
    const left: Delivery[] = [];
    const settled: Settled[] = [];
    for (const delivery of batch) {
      const change = this.beforehand(delivery);
      if (change) settled.push(change);
      else left.push(delivery);
    }
    if (settled.length > 0) this.save(settled);
    return left;
  }

  /** What becomes of a delivery before it is handed over; null: it is handed over. */
  private beforehand(delivery: Delivery): Settled | null {
    const { id, state, attempts, handedAt, unclearAt } = delivery;
    if (state !== "queued") return null;
    try {
      const verdict = verdictOn(this.hub, delivery);
      if (verdict === null) return isForgotten(unclearAt) ? { id, state: "parked", reason: forgotten } : null;
      if (typeof verdict === "string") return { id, state: "dropped", reason: verdict };
      // First what takes its place: should it break, the message waits and the guard is asked again.
      this.run(verdict.instead.command, verdict.instead.input, `instead:${id}`);
      return { id, state: "dropped", reason: verdict.drop };
    } catch (thrown) {
      logError("delivery.broke", { processId: this.hub.processId, delivery: id, error: describe(thrown) });
      // Its batch stays as it is, and it was wanted when it was handed over first.
      if (handedAt !== null) return null;
      return alone(settle([{ id, attempts }], brokeHere, clock.now()));
    }
  }

  private save(settled: Settled[]): void {
    this.run(recordDeliveries.name, { settled });
  }

  private messageOf({ messageId }: Delivery): Message {
    const message = rowById(this.hub.db, messages, this.hub.processId, messageId);
    if (!message) throw new Error(`The message ${messageId} is missing.`);
    return message;
  }

  private async hand(channel: DeliveryChannel, batch: Delivery[]): Promise<Outcome> {
    const [first] = batch;
    if (channel === "email" || !first) return this.mail(batch);
    const message = this.messageOf(first);
    const settings = ownProcess(this.hub.db, this.hub.processId)?.settings;
    const url = channel === "slack" ? settings?.slackWebhookUrl : settings?.webhookUrl;
    const name = channel === "slack" ? "Slack" : "webhook";
    if (!url) return { kind: "refused", message: `This process has no ${name} address. An admin can set one.` };
    if (isPrivateAddress(url) && !this.hub.env.DEMO)
      return { kind: "refused", message: `The ${name} address is not on the internet. An admin can set another.` };
    const body =
      channel === "slack"
        ? { text: message.text }
        : { event: message.event, subject: message.subject, text: message.text, incidentId: message.incidentId };
    return postJson(url, first.id, body);
  }

  private async mail(batch: Delivery[]): Promise<Outcome> {
    const settings = settingsOf(this.hub.env);
    if (!settings.RESEND_API_KEY)
      return { kind: "held", message: "No mail service is set up (RESEND_API_KEY). The message can be read here." };
    const service = { apiKey: settings.RESEND_API_KEY, baseUrl: settings.RESEND_BASE_URL, from: settings.MAIL_FROM };
    const texts = new Map<string, Message>();
    const mails = batch.map((delivery) => {
      const message = texts.get(delivery.messageId) ?? this.messageOf(delivery);
      texts.set(delivery.messageId, message);
      const { subject, text, html } = message;
      return { deliveryId: delivery.id, processId: this.hub.processId, to: delivery.recipient, subject, text, html };
    });
    return sendBatch(service, batch[0]?.batchId ?? "", mails);
  }
}
