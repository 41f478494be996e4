import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { type OutboundChannel, restReasons } from "#packages/core/delivery.ts";
import { ok } from "#packages/core/result.ts";
import { deliveryKind } from "./entity.server.ts";
import { told } from "./told.ts";

const channelWords: Record<OutboundChannel, string> = { email: "E-mail", slack: "Slack", webhook: "The webhook" };

/** Says that a channel has stopped taking messages, or takes them again: once for each, however often it was tried. */
export const noteChannel = command({
  name: "outbox.channel",
  permission: "system",
  audit: { action: "delivery.channel", words: "stopped or started a channel", entity: "delivery" },
  input: z.object({
    channel: z.enum(["email", "slack", "webhook"]),
    rest: z.object({ why: z.enum(restReasons), reason: told, since: z.number() }).nullable(),
  }),
  run(ctx, { channel, rest }) {
    ctx.emit({
      about: deliveryKind.ref({ id: channel }),
      action: rest ? "resting" : "resumed",
      summary: rest
        ? `${channelWords[channel]} waits: ${rest.reason}. It is tried again by itself; nothing is given up for it`
        : `${channelWords[channel]} goes out again`,
      data: { channel },
    });
    return ok(null);
  },
});
