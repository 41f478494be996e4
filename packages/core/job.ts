import type { Ctx } from "./context.ts";
import type { JobName } from "./job-name.ts";
import type { Json } from "./json.ts";

/** `parked`: it was tried often enough and waits for a person to try it again. */
export const jobStatuses = ["running", "done", "cancelled", "parked"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface JobStep<S extends Json> {
  state: S;
  done: boolean;
  /** `total` is null where it is not known. */
  progress?: { done: number; total: number | null };
  /** How long the next step waits, in milliseconds; 0 if not given. Whatever else is due comes before it. */
  againMs?: number;
  /** One sentence for people on how it stands or what came of it; the last one stays. */
  said?: string;
  /** For programs: what came of it. */
  result?: Json;
}

/**
 * Something long, in bounded steps. A step and the state it leaves are one transaction, so after a crash the job goes on with the
 * step that it was at. A step that throws leaves nothing and is tried again; after `mostTries` the job is parked.
 */
export interface JobKind<S extends Json = Json> extends JobName<S> {
  /**
   * Reads from elsewhere (another database, files) what the step will need, before its transaction. Between this and the step
   * other commands may run, and after a crash it is asked again.
   */
  gather?(state: S): Promise<Json>;
  /**
   * At most 20 ms of work: count the rows it takes, as time stands still within a step. `gathered` is what `gather` has read
   * (null without it).
   */
  step(ctx: Ctx, state: S, gathered: Json): JobStep<S>;
}

export const jobKind = <S extends Json>(kind: JobKind<S>): JobKind<S> => kind;

/** Failures of one step before its job is parked: about eight minutes, so that a short outage elsewhere parks nothing. */
export const mostTries = 10;
export const firstWaitMs = 1_000;
export const longestWaitMs = 300_000;
/** Times that the hub may stop in the middle of the same step before the step is taken to be the reason. */
export const mostBegins = 3;
