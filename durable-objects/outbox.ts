import { clock } from "#packages/core/clock.ts";
import { type DeliveryChannel, pageEvent } from "#packages/core/delivery.ts";
import { logError } from "#packages/core/log.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { deliveries, messages } from "#packages/core/tables.ts";
import { isPrivateAddress } from "#packages/mail/address.ts";
import { postJson } from "#packages/mail/post.server.ts";
import { type SendOutcome, sendBatch } from "#packages/mail/resend.server.ts";
import { guardsByName } from "#packages/modules.ts";
import { recordDeliveries } from "#packages/outbox/commands.server.ts";
import { type Settled, settle } from "#packages/outbox/rules.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { settingsOf } from "#worker/env.ts";
import { type Hub, one } from "./core.ts";

type Delivery = typeof deliveries.$inferSelect;
type Message = typeof messages.$inferSelect;
type Record = (settled: Settled[]) => void;

const deliveriesByBatch = lookup(deliveries, ["batchId"], ["id"]);
interface Lane {
  channel: DeliveryChannel;
  pages: boolean;
}

const lanes: Lane[] = (["email", "slack", "webhook"] as const).flatMap((channel) => [
  { channel, pages: true },
  { channel, pages: false },
]);

/** When the next queued message is due; null when nothing waits. */
export const earliestDelivery = (hub: Hub): number | null =>
  one<{ at: number | null }>(
    hub.sql,
    "SELECT min(next_try_at) AS at FROM deliveries WHERE process_id = ? AND state = 'queued'",
    hub.processId,
  )?.at ?? null;

/**
 * Sends what the commands have queued. Each channel has its own lane, so that a dead chat address doesn't hold up mail, and
 * a second one for pages, so that nobody is woken later because many are told. The lanes live in memory only: a hub that starts anew takes up whatever is still queued, under the same batch ids.
 */
export class Outbox {
  private readonly running = new Map<Lane, Promise<void>>();

  constructor(
    private readonly hub: Hub,
    private readonly record: (command: typeof recordDeliveries, settled: Settled[]) => void,
  ) {}

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
        const work = this.drain(lane).finally(() => this.running.delete(lane));
        this.running.set(lane, work);
        return work;
      }),
    );
  }

  private async drain(lane: Lane): Promise<void> {
    for (let batch = this.nextBatch(lane); batch.length > 0; batch = this.nextBatch(lane)) {
      await this.handle(lane.channel, batch);
    }
  }

  private nextBatch({ channel, pages }: Lane): Delivery[] {
    const { db, processId } = this.hub;
    // Of one moment, in the order of the commands that wrote them: ids of one millisecond have none.
    const first = one<{ batchId: string }>(
      this.hub.sql,
      `SELECT batch_id AS "batchId" FROM deliveries WHERE process_id = ? AND state = 'queued' AND next_try_at <= ? AND channel = ?
       AND (event = ?) = ? ORDER BY next_try_at, rev, id LIMIT 1`,
      processId,
      clock.now(),
      channel,
      pageEvent,
      pages ? 1 : 0,
    );
    // All of the batch, also what a report has settled since: under one key the mail service must see the same mails
    // again, or it takes the repeat for another request. Only what is still queued is written down afterwards.
    return first ? deliveriesByBatch.all(db, processId, { batchId: first.batchId }) : [];
  }

  private async handle(channel: DeliveryChannel, batch: Delivery[]): Promise<void> {
    const save: Record = (settled) => this.record(recordDeliveries, settled);
    let outcome: Awaited<ReturnType<Outbox["hand"]>>;
    try {
      const overtaken = this.overtaken(batch);
      if (overtaken) return save(batch.map((delivery) => ({ id: delivery.id, state: "dropped", reason: overtaken })));
      const message = this.messageOf(batch);
      if (!message)
        return save(batch.map((delivery) => ({ id: delivery.id, state: "parked", reason: "Its text is missing." })));
      outcome = await this.hand(channel, batch, message);
    } catch (thrown) {
      // A fault of our own: this batch waits its turn again, those behind it don't wait for it.
      logError("delivery.broke", { processId: this.hub.processId, delivery: batch[0]?.id, error: String(thrown) });
      outcome = { kind: "retry", message: "Sending it broke on our side.", afterMs: null };
    }
    save(settle(batch, outcome, clock.now()));
  }

  /** Read in the same turn as the request is made: nothing is sent after the act that overtakes it. */
  private overtaken([first]: Delivery[]): string | null {
    if (!first?.guard || !first.guardId) return null;
    const guard = guardsByName.get(first.guard);
    if (!guard) throw new Error(`No guard is called ${first.guard}.`);
    return guard(this.hub.db, this.hub.processId, first.guardId);
  }

  private messageOf([first]: Delivery[]): Message | null {
    return rowById(this.hub.db, messages, this.hub.processId, first?.messageId ?? "");
  }

  private async hand(
    channel: DeliveryChannel,
    batch: Delivery[],
    message: Message,
  ): Promise<SendOutcome | { kind: "held"; message: string }> {
    if (channel === "email") return this.mail(batch, message);
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
    return postJson(url, batch[0]?.id ?? message.id, body);
  }

  private async mail(batch: Delivery[], message: Message): Promise<SendOutcome | { kind: "held"; message: string }> {
    const settings = settingsOf(this.hub.env);
    if (!settings.RESEND_API_KEY)
      return { kind: "held", message: "No mail service is set up (RESEND_API_KEY). The message can be read here." };
    const service = { apiKey: settings.RESEND_API_KEY, baseUrl: settings.RESEND_BASE_URL, from: settings.MAIL_FROM };
    const mails = batch.map((delivery) => ({
      deliveryId: delivery.id,
      processId: this.hub.processId,
      to: delivery.recipient,
      subject: message.subject,
      text: message.text,
      html: message.html,
    }));
    return sendBatch(service, batch[0]?.batchId ?? message.id, mails);
  }
}
