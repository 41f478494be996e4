import { z } from "zod";
import { id } from "#packages/core/text.ts";

/** As it was typed: whether it is an address at all is not told apart from whether somebody has it. */
export const typedAddress = z.string().trim().toLowerCase().max(200);
/** Where a try comes from: an address, or the network of an IPv6 one. */
export const network = z.string().max(60);
export const why = z.enum(["password", "inactive", "unknown"]);

export const KeepMember = z.strictObject({
  email: z.email().max(200).toLowerCase(),
  processId: id,
  userId: id,
  isActive: z.boolean(),
});
export const SetPassword = z.strictObject({
  email: z.email("Not an e-mail address.").max(200).toLowerCase(),
  /** PHC string; hashing takes its time and happens before the command. */
  passwordHash: z.string().startsWith("$argon2id$").max(300),
});
export const AttemptSignIn = z.strictObject({ email: typedAddress, network });
export const RefuseSignIn = z.strictObject({ email: typedAddress, network, why, ip: z.string().max(64).nullable() });
export const Admit = z.strictObject({
  accountId: id,
  processId: id,
  network,
  /** UTC milliseconds. A password that was set since is not the one that was right then. */
  provenAt: z.number().int(),
});
export const SwitchProcess = z.strictObject({ userId: id, processId: id });
