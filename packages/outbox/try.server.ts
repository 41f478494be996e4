import { command } from "#packages/core/command.ts";
import { ok } from "#packages/core/result.ts";
import { deliveryKind } from "#packages/core/sending/entity.server.ts";
import { triesCounter } from "#packages/core/sending/rests.ts";
import { TryChannel } from "./inputs.ts";

const words = { email: "e-mail", slack: "Slack", webhook: "the webhook" };

/** A channel that takes nothing is tried at once instead of at its time; when it is well again all that waits goes out. */
export const tryChannel = command({
  name: "outbox.try",
  permission: "outbox.retry",
  audit: { action: "delivery.try", words: "had a channel tried again: …", entity: "delivery" },
  input: TryChannel,
  run(ctx, { channel }) {
    ctx.count(triesCounter(channel), 1);
    ctx.emit({
      about: deliveryKind.ref({ id: channel }),
      action: "tried",
      summary: `${ctx.actor.name} had ${words[channel]} tried again at once`,
      data: { channel },
    });
    return ok(null);
  },
});
