import type { z } from "zod";
import type { Caller } from "./actor.ts";
import type { Ctx } from "./context.ts";
import type { Json } from "./json.ts";
import type { Permission } from "./permissions.ts";
import type { Ref } from "./ref.ts";
import type { Result } from "./result.ts";
import type { Need, Question } from "./view.ts";

export interface About {
  /** The records that the audit log finds it under. By default: those that its events are about. */
  refs?: Ref[];
  /** What its changes don't say. */
  detail?: Json;
}

/** A verb and what the pipeline needs to know to run it. */
export interface Command<I = unknown, O = unknown> {
  /** `module.verb`, unique. */
  name: string;
  /** Whom it is open to: a permission, or only the product itself. */
  permission: Permission | "system" | "anyone_signed_in";
  /** The audit log's name for it, and what it is done to. `always`: logged though it changes nothing (a refused sign-in); `alwaysIf`: where its result says so. */
  audit: {
    action: string;
    /** What its actor did, as a sentence goes on after their name: "acknowledged …". The ellipsis is the record's name. */
    words: string;
    entity: string;
    always?: true;
    alwaysIf?(result: O): boolean;
    about?(input: I, result: O): About;
  };
  /** Done however many requests the person has made this minute: what stops a page, ends a session or leaves a trace. */
  neverLimited?: true;
  input: z.ZodType<I>;
  /** It begins a process: the only kind of command that an empty hub runs. */
  opens?: true;
  /** Decides and writes. Synchronous: nothing may come between reading and writing. */
  run(ctx: Ctx, input: I): Result<O>;
  /** The answer, where reactions change what it tells: asked after them. */
  answer?(ctx: Ctx, result: O): O;
}

export const command = <I, O>(definition: Command<I, O>): Command<I, O> => definition;

/** A command on its way to a hub. */
export interface Envelope {
  commandId: string;
  /** The id comes from whoever asks (an `Idempotency-Key`): a repeat gets this answer even if nothing was changed. */
  keyed?: boolean;
  name: string;
  input: unknown;
  caller: Caller;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** Why, where the act needs a reason (entering another process). */
  reason?: string | null;
  /** What the page or endpoint that sends it asks of this person besides what the command itself does. */
  needs?: readonly Need[];
  /** Only under the local demo: the moment in the past that the command is played at. */
  at?: number;
}

/** A command with the question that has to be answered before it, in one trip. */
export interface Acting {
  first: Question | null;
  envelope: Envelope;
}

export interface Acted {
  first: Result<unknown> | null;
  result: Result<unknown>;
  /** A version of D1: a list read from one as new as this shows what was done, if D1 took it while the answer waited. */
  bookmark: string | null;
}
