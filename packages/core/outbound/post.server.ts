import { second } from "#packages/core/clock.ts";
import type { Outcome } from "#packages/core/courier.ts";
import { hostOf, type OutboundKind, outboundProblem } from "./address.ts";
import { isPublicIp, parseIp } from "./ip.ts";
import { resolve } from "./resolve.server.ts";
import { retryAfterMs } from "./retry-after.ts";

const timeoutMs = 10 * second;
/** With these Slack says that the address itself is no longer good. */
const deadAddress = [401, 403, 404, 410];

interface Address {
  url: string;
  kind: OutboundKind;
  allowLoopback: boolean;
  resolver: string | undefined;
}

/**
 * Why nothing is posted to an address that an admin has entered; null: it leads to the internet, whatever its name says. Asked
 * before each message, as a name can lead elsewhere each time. Slack's own host needs no looking up.
 */
export async function wayBlocked({ url, kind, allowLoopback, resolver }: Address): Promise<Outcome | null> {
  const problem = outboundProblem(url, kind, allowLoopback);
  if (problem) return { kind: "refused", message: `Not allowed: ${problem} An admin can set another.` };
  const host = hostOf(new URL(url));
  const isName = host.includes(".") && !parseIp(host);
  if (kind === "slack" || !isName) return null;
  const found = await resolve(host, resolver);
  if (!found || found.length === 0)
    return { kind: "resting", why: "refused", message: "The webhook's address can't be looked up", afterMs: null };
  if (found.every(isPublicAddress)) return null;
  return {
    kind: "refused",
    message: "Not allowed: the address must be one on the internet. An admin can set another.",
  };
}

function isPublicAddress(text: string): boolean {
  const url = text.includes(":") ? `https://[${text}]/` : `https://${text}/`;
  const ip = URL.canParse(url) ? parseIp(new URL(url).hostname) : null;
  return ip !== null && isPublicIp(ip);
}

/**
 * Posts JSON to an address whose way is free. `messageId` lets the receiver recognise a repeat. What the receiver says is told
 * by class and never in its own words: an admin must not be able to look around behind an address by what comes back.
 */
export async function postJson(url: string, kind: OutboundKind, messageId: string, body: unknown): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "webhook-id": messageId, "user-agent": "d2c-ops" },
      body: JSON.stringify(body),
      // Where it would lead to has not been looked at.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Nothing of the answer is read, however long it is.
    await response.body?.cancel();
  } catch {
    return { kind: "retry", message: "No answer.", afterMs: null };
  }
  const { ok, status, headers } = response;
  const afterMs = retryAfterMs(headers.get("retry-after"));
  if (ok) return { kind: "accepted", ids: [null], refused: [] };
  if (status === 429) return { kind: "resting", why: "busy", message: "The receiver asks for patience", afterMs };
  if (status === 408 || status >= 500) return { kind: "retry", message: "The receiver has trouble.", afterMs };
  if (kind === "slack" && deadAddress.includes(status))
    return { kind: "resting", why: "refused", message: "Slack refuses the address; an admin can set another", afterMs };
  return { kind: "refused", message: "Refused by the receiver." };
}
