import { z } from "zod";
import { id } from "#packages/core/text.ts";

export const TryChannel = z.strictObject({ channel: z.enum(["email", "slack", "webhook"]) });

/** Which messages are sent again; a missing field narrows nothing. */
export const RetryAll = z.strictObject({
  state: z.enum(["parked", "bounced"]).default("parked"),
  channel: z.enum(["email", "slack", "webhook"]).optional(),
  /** The id of what they are about. */
  about: id.optional(),
  /** Row of the e-mail matrix, such as `incident.created`. */
  event: z.string().max(64).optional(),
});
