import { Resend } from "resend";
import { atMost } from "#packages/core/patience.ts";

export interface Mail {
  deliveryId: string;
  processId: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
}

/**
 * What came of handing a batch to a receiver. `retry` also covers "we don't know whether it arrived"; `busy` is a receiver
 * that looked at nothing and asks for patience.
 */
export type SendOutcome =
  | { kind: "accepted"; ids: (string | null)[]; refused: { index: number; message: string }[] }
  | { kind: "refused"; message: string }
  | { kind: "busy"; message: string; afterMs: number }
  | { kind: "retry"; message: string; afterMs: number | null };

/** When a receiver that is busy doesn't say for how long. */
export const patienceMs = 1_000;

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
export async function sendBatch(service: MailService, batchId: string, mails: Mail[]): Promise<SendOutcome> {
  const resend = new Resend(service.apiKey, service.baseUrl ? { baseUrl: service.baseUrl } : undefined);
  const payload = mails.map((mail) => ({
    from: service.from,
    to: [mail.to],
    subject: mail.subject,
    text: mail.text,
    ...(mail.html ? { html: mail.html } : {}),
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
    return (keepsPlaces ? accepted[index] : accepted.shift())?.id ?? null;
  });
  return { kind: "accepted", ids, refused };
}

function judgeError(
  error: { message: string; name: string; statusCode?: number | null },
  headers: Record<string, string> | null,
): SendOutcome {
  const status = error.statusCode ?? 0;
  const message = `${status || "No answer"}: ${error.message}`;
  const waiting = Number(headers?.["retry-after"]);
  const afterMs = Number.isFinite(waiting) && waiting > 0 ? waiting * 1000 : null;
  if (status === 429) return { kind: "busy", message, afterMs: afterMs ?? patienceMs };
  const again = status === 0 || status === 408 || status >= 500 || error.name === "concurrent_idempotent_requests";
  return again ? { kind: "retry", message, afterMs } : { kind: "refused", message };
}
