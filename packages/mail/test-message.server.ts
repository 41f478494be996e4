import { z } from "zod";
import { second } from "#packages/core/clock.ts";
import { command } from "#packages/core/command.ts";
import type { DeliveryState } from "#packages/core/delivery.ts";
import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { soon } from "#packages/core/patience.ts";
import { processRef } from "#packages/core/ref.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { lookup } from "#packages/core/rows.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { settingOf } from "#packages/core/settings.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { mailSettings } from "./settings.ts";

const channelWords = { slack: "Slack", webhook: "webhook" };
const address = { slack: mailSettings.slackWebhookUrl, webhook: mailSettings.webhookUrl };

export const TestMessage = z.strictObject({ channel: z.enum(["slack", "webhook"]) });

const text = (by: string) => ({
  subject: "A test from D2C OPs",
  body: {
    preview: "Nothing has happened.",
    heading: "A test: nothing has happened",
    paragraphs: [`${by} sent this to see whether pages arrive here. They do.`],
    facts: [],
    footer: "Sent from the settings of D2C OPs.",
  },
});

/** A message to the process's own saved address, on the way that pages take. */
export const sendTest = command({
  name: "mail.sendTest",
  permission: "processes.edit",
  audit: { action: "delivery.test", words: "sent a test message to an address of …", entity: "process" },
  input: TestMessage,
  run(ctx, { channel }) {
    if (settingOf(ctx.db, ctx.processId, address[channel]) === null)
      return refuse(errors.conflict(`No ${channelWords[channel]} address is saved. Save one, then send a test.`));
    const testId = ctx.newId("test_message");
    ctx.notify({
      event: "channel.test",
      about: processRef(ctx.processId),
      people: [],
      channels: [channel],
      mail: text(ctx.actor.name),
      group: testId,
    });
    return ok({ testId, channel });
  },
});

const byGroup = lookup(deliveries, ["group"], ["id"]);

/** What has come of a test so far. */
export const testResult = view({
  name: "mail.testResult",
  permission: "processes.edit",
  input: z.strictObject({ testId: id }),
  run({ db, processId }, { testId }) {
    const delivery = byGroup.all(db, processId, { group: testId })[0];
    if (!delivery) return refuse(errors.notFound("The test"));
    const { state, channel, error } = delivery;
    const rest = restsOf(db).find((one) => one.channel === channel);
    return ok({ state, problem: error ?? rest?.reason ?? null });
  },
});

export interface TestAnswer {
  /** Null: not known yet. */
  taken: boolean | null;
  /** What came of it, as a sentence, and what to do. */
  words: string;
}

const lookMs = 250;
/** Longer than a receiver is given to answer. */
const patienceMs = 12 * second;

/** Sends a test and waits for what comes of it; a receiver that is slow is answered for by the outbox. */
export async function tryAddress(door: ProcessDoor, input: unknown): Promise<Result<TestAnswer>> {
  const sent = await door.execute(sendTest, input);
  if (!sent.ok) return sent;
  for (let waited = 0; waited < patienceMs; waited += lookMs) {
    const { testId, channel } = sent.value;
    const result = await door.view(testResult, { testId });
    if (!result.ok) return result;
    const answer = answerTo(channel, result.value);
    if (answer) return ok(answer);
    await soon(lookMs);
  }
  return ok({ taken: null, words: "The test is on its way. What comes of it stands in the outbox." });
}

function answerTo(
  channel: keyof typeof channelWords,
  { state, problem }: { state: DeliveryState; problem: string | null },
): TestAnswer | null {
  if (state === "sent" || state === "delivered")
    return { taken: true, words: `The test has arrived: the ${channelWords[channel]} address works.` };
  if (problem === null) return null;
  const sentence = /[.!?]$/.test(problem) ? problem : `${problem}.`;
  return { taken: false, words: `The test has not arrived. ${sentence}` };
}
