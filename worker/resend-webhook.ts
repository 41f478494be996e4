import type { Context } from "hono";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { systemCaller } from "#packages/core/actor.ts";
import { errors } from "#packages/core/errors.ts";
import { logInfo } from "#packages/core/log.ts";
import { reportDelivery } from "#packages/core/sending/report.server.ts";
import { cut } from "#packages/core/well-formed.ts";
import type { AppEnv } from "./app-env.ts";
import { limitedText } from "./body.ts";
import { settingsOf } from "./env.ts";
import { executeOn } from "./hub-client.ts";
import { refused } from "./refused.ts";

const report = z.object({
  type: z.string(),
  created_at: z.string().optional(),
  data: z.object({
    email_id: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
    bounce: z.object({ message: z.string().optional() }).optional(),
  }),
});
/** Unsigned until it is read, so no more than a report can need. */
const reportBytes = 100_000;
const states = {
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  "email.complained": "complained",
} as const;
const isKnown = (type: string): type is keyof typeof states => type in states;

/** What became of a mail, in Resend's own words. Signed; a repeat carries the same id and so is the same command. */
export async function resendWebhook(c: Context<AppEnv>): Promise<Response> {
  const secret = settingsOf(c.env).RESEND_WEBHOOK_SECRET;
  if (!secret)
    return refused(c, errors.unavailable("The mail service's reports are not set up (RESEND_WEBHOOK_SECRET)."));
  const text = await limitedText(c.req.raw, reportBytes);
  if (!text.ok) return refused(c, text.error);
  const id = c.req.header("svix-id") ?? "";
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": c.req.header("svix-timestamp") ?? "",
    "webhook-signature": c.req.header("svix-signature") ?? "",
  };
  let content: unknown;
  try {
    content = new Webhook(secret).verify(text.value, headers);
  } catch {
    return refused(c, errors.unauthenticated("The signature is not right."));
  }
  const parsed = report.safeParse(content);
  const tags = parsed.data?.data.tags;
  if (!parsed.success || !isKnown(parsed.data.type) || !tags?.process || !tags.delivery) {
    logInfo("resend.ignored", { requestId: c.get("facts").requestId, type: parsed.data?.type ?? "unreadable" });
    return c.body(null, 204);
  }
  const at = Date.parse(parsed.data.created_at ?? "");
  const happened = Number.isNaN(at) ? {} : { at };
  const said = parsed.data.data.bounce?.message;
  const { email_id: providerId } = parsed.data.data;
  const input = {
    id: tags.delivery,
    state: states[parsed.data.type],
    detail: said ? cut(said, 500) : null,
    ...(providerId ? { providerId: cut(providerId, 200) } : {}),
    ...happened,
  };
  const result = await executeOn(
    c.env,
    tags.process,
    systemCaller("mail service"),
    c.get("facts"),
    reportDelivery,
    input,
    { commandId: `resend:${id}` },
  );
  // Anything but "try again" is final: Resend would otherwise send the same report for days.
  if (!result.ok && (result.error.code === "unavailable" || result.error.code === "internal"))
    return refused(c, result.error);
  return c.body(null, 204);
}
