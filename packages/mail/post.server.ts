import type { Outcome } from "#packages/outbox/rules.ts";
import { retryAfterMs } from "./retry-after.ts";

const timeoutMs = 5_000;

/** Posts JSON to a chat or webhook address. `messageId` lets the receiver recognise a repeat. */
export async function postJson(url: string, messageId: string, body: unknown): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "webhook-id": messageId, "user-agent": "d2c-ops" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return { kind: "accepted", ids: [null], refused: [] };
    const message = `${response.status}: the address refused the message.`;
    const afterMs = retryAfterMs(response.headers.get("retry-after"));
    if (response.status === 429) return { kind: "resting", why: "busy", message, afterMs };
    const again = response.status === 408 || response.status >= 500;
    return again ? { kind: "retry", message, afterMs } : { kind: "refused", message };
  } catch (thrown) {
    return {
      kind: "retry",
      message: `No answer: ${thrown instanceof Error ? thrown.message : "the connection failed"}`,
      afterMs: null,
    };
  }
}
