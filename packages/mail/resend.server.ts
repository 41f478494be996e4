import { Resend } from "resend";
import type { Outcome } from "#packages/core/courier.ts";
import type { RestReason } from "#packages/core/delivery.ts";
import { type MessageBody, plainText } from "#packages/core/message.ts";
import { retryAfterMs } from "#packages/core/outbound/retry-after.ts";
import { atMost } from "#packages/core/patience.ts";
import { htmlOf } from "./layout.tsx";

export interface Mail {
  deliveryId: string;
  processId: string;
  to: string;
  subject: string;
  body: MessageBody;
}

export interface MailService {
  apiKey: string;
  baseUrl: string | undefined;
  from: string;
}

/** Long enough for a slow service, short enough that a page is tried again while it still matters. */
const timeoutMs = 10_000;

/**
 * Hands up to 100 mails to Resend in one request. The same `batchId` is always the same mails, so that a repeat after an
 * unclear failure is recognised there and not sent twice (keys are kept for 24 hours).
 */
export async function sendBatch(service: MailService, batchId: string, mails: Mail[]): Promise<Outcome> {
  const resend = new Resend(service.apiKey, service.baseUrl ? { baseUrl: service.baseUrl } : undefined);
  const contents = new Map<MessageBody, { text: string; html: string }>();
  // Many have the same one.
  const contentOf = (body: MessageBody) => {
    const content = contents.get(body) ?? { text: plainText(body), html: htmlOf(body) };
    contents.set(body, content);
    return content;
  };
  const payload = mails.map((mail) => ({
    from: service.from,
    to: [mail.to],
    subject: mail.subject,
    ...contentOf(mail.body),
    tags: [
      { name: "process", value: mail.processId },
      { name: "delivery", value: mail.deliveryId },
    ],
  }));
  const request = resend.batch.send(payload, { idempotencyKey: batchId, batchValidation: "permissive" });
  const answer = await atMost(timeoutMs, request, "timeout" as const);
  if (answer === "timeout")
    return { kind: "retry", message: `The mail service did not answer within ${timeoutMs / 1000} s.`, afterMs: null };
  // The service has taken other mails under this key: these, and some that have been overtaken since.
  if (answer.error?.name === "invalid_idempotent_request")
    return { kind: "accepted", ids: mails.map(() => null), refused: [] };
  if (answer.error) return judgeError(answer.error, answer.headers);
  const refused = (answer.data as { errors?: { index: number; message: string }[] }).errors ?? [];
  const accepted = [...answer.data.data];
  const refusedAt = new Set(refused.map((one) => one.index));
  // The ids come back in order, without the refused ones (or with a gap where a service keeps their place).
  const keepsPlaces = accepted.length === mails.length;
  const ids = mails.map((_, index) => {
    if (refusedAt.has(index)) return null;
    const id: unknown = (keepsPlaces ? accepted[index] : accepted.shift())?.id;
    return typeof id === "string" ? id : null;
  });
  return { kind: "accepted", ids, refused };
}

/** The content was judged, and would be judged the same way again. */
const contentStatuses = [400, 413, 422];
const quotas = ["daily_quota_exceeded", "monthly_quota_exceeded"];

function judgeError(
  error: { message: string; name: string; statusCode?: number | null },
  headers: Record<string, string> | null,
): Outcome {
  const status = error.statusCode ?? 0;
  const said = `${status || "No answer"}: ${error.message}`;
  const afterMs = retryAfterMs(headers?.["retry-after"]);
  // 409 is "the same key is being worked on": it comes from a repeat that overtook its first try.
  if (status === 0 || status === 408 || status === 409 || status >= 500)
    return { kind: "retry", message: said, afterMs };
  const rests = (why: RestReason, words: string): Outcome => ({
    kind: "resting",
    why,
    message: `${words} (${said})`,
    afterMs,
  });
  if (quotas.includes(error.name)) return rests("quota", "The mail service's quota is used up");
  if (status === 429) return rests("busy", "The mail service asks for patience");
  if (contentStatuses.includes(status) && error.name !== "invalid_from_address")
    return { kind: "refused", message: said };
  return rests("refused", "The mail service refuses the key or the sender");
}
