import type { z } from "zod";
import type { Caller } from "./actor.ts";
import type { ViewContext } from "./context.ts";
import type { Refusal } from "./errors.ts";
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

/** What a page or an endpoint asks of whoever opens it. */
export type Need = Permission | "anyone_signed_in";

export interface Question {
  name: string;
  input: unknown;
  caller: Caller;
  /** What the page or endpoint asks of this person besides what the view itself does. */
  needs?: readonly Need[];
}

/** Questions of one request that travel together. `first` is answered before them; where it is refused, so are they all. */
export interface Asking {
  first: Question | null;
  questions: Question[];
}

export interface Answers {
  first: Result<unknown> | null;
  answers: Result<unknown>[];
}

/** What the answer to a first question says about the commands that come with it. */
export interface Admission {
  /** Why none may be run but those that are never limited. */
  limited: Refusal | null;
}
