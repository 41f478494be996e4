import type { z } from "zod";
import type { Caller } from "./actor.ts";
import type { ViewContext } from "./context.ts";
import type { Permission } from "./permissions.ts";
import type { Result } from "./result.ts";

/** A question that a hub answers from its own rows. Changes nothing. */
export interface View<I = unknown, O = unknown> {
  name: string;
  permission: Permission | "system" | "anyone_signed_in";
  input: z.ZodType<I>;
  run(ctx: ViewContext, input: I): Result<O>;
}

export const view = <I, O>(definition: View<I, O>): View<I, O> => definition;

export interface Question {
  name: string;
  input: unknown;
  caller: Caller;
}
