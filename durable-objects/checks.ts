import type { z } from "zod";
import type { Actor } from "#packages/core/actor.ts";
import type { Command } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import type { Need } from "#packages/core/view.ts";

/** Why this actor may not, or null. The product itself may do all that people may. */
export function mayRun(permission: Command["permission"], actor: Actor): Refusal | null {
  if (actor.kind === "system" || permission === "anyone_signed_in") return null;
  if (permission === "system") return errors.forbidden("Only the product itself does this.");
  return actor.permissions.includes(permission) ? null : errors.forbidden();
}

/** The same for all that the page or endpoint asks for. */
export function meets(needs: readonly Need[] | undefined, actor: Actor): Refusal | null {
  for (const need of needs ?? []) {
    const denied = mayRun(need, actor);
    if (denied) return denied;
  }
  return null;
}

/** A zod error as people read it: one sentence, and the problems by field. */
export function invalidInput(error: z.ZodError): Refusal {
  const problems = new Map<string, string[]>();
  for (const issue of error.issues) {
    const unknown = issue.code === "unrecognized_keys";
    const paths = unknown ? issue.keys : [issue.path.join(".") || "body"];
    const message = unknown ? "Not a known field." : issue.message;
    for (const path of paths) problems.set(path, [...(problems.get(path) ?? []), message]);
  }
  const fields = Object.fromEntries(problems);
  const names = Object.keys(fields).slice(0, 5).join(", ");
  return errors.invalid(
    `Some fields are not right: ${names}. Nothing was changed. Correct them and send again.`,
    fields,
  );
}
