import { clock, second } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import type { JobBrief } from "#packages/core/health.ts";
import { coreId } from "#packages/core/ids.ts";
import { type JobKind, mostBegins } from "#packages/core/job.ts";
import { failStep, type Job, stepCommand } from "#packages/core/job-steps.ts";
import type { Json } from "#packages/core/json.ts";
import { describe, logError } from "#packages/core/log.ts";
import { atMost } from "#packages/core/patience.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { jobs } from "#packages/core/tables.ts";
import { jobsByName } from "#packages/modules.ts";
import type { Chore } from "./chores.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";
import type { Outcome } from "./transaction.ts";

/** What `gather` may take to read from elsewhere. */
const patienceMs = 30 * second;
const gone = "The product no longer has this kind of job.";
const stopped = `The hub stopped in the middle of this step ${mostBegins} times.`;

/** What the jobs need of the hub around them. */
export interface JobHost {
  run(envelope: Envelope): Outcome;
  /** After a step, whatever came of it. */
  stepped(job: Job, outcome: Outcome): void;
}

export const kindOf = (hub: Hub, name: string): JobKind | undefined => jobsByName.get(name) ?? hub.ownJobs.get(name);

/** Adds kinds of job that are the hub's own affair, with their step commands. */
export function addOwnJobs(hub: Hub, kinds: JobKind[]): void {
  for (const kind of kinds) {
    if (jobsByName.has(kind.name)) throw new Error(`Two kinds of job are called ${kind.name}.`);
    hub.ownJobs.set(kind.name, kind);
    hub.ownCommands.set(kind.name, stepCommand(kind));
  }
}

/** When the next step of any job is due; null: none runs. */
export const earliestJob = (hub: Hub): number | null =>
  one<{ at: number | null }>(
    hub.sql,
    "SELECT min(run_at) AS at FROM jobs WHERE process_id = ? AND run_at IS NOT NULL",
    hub.processId,
  )?.at ?? null;

const mostShown = 20;

/** Those that run or were given up, the newest first. */
export const liveJobs = (hub: Hub): JobBrief[] =>
  select(hub.db, jobs, "WHERE process_id = ? AND status IN ('running', 'parked') ORDER BY id DESC LIMIT ?", [
    hub.processId,
    mostShown,
  ]).map(({ id, label, status, done, total, error, startedByName, createdAt }) => ({
    ...{ id, label, status, done, total, error, startedByName },
    startedAt: createdAt,
  }));

/**
 * Makes the steps of this hub's jobs, one at an alarm and only after everything else that was due: no command waits for more
 * than the step that is being made, and between two steps the hub is free. The one that has waited longest comes first.
 */
export class Jobs implements Chore {
  readonly name = "jobs";
  /** Whether a step waits for what it reads from elsewhere. */
  private gathering = false;
  private underWay: Promise<void> = Promise.resolve();
  /** Jobs of which a step was begun in this life. */
  private readonly begun = new Set<string>();

  constructor(
    private readonly hub: Hub,
    private readonly host: JobHost,
  ) {}

  /** When the hub has to wake for a step; while one gathers, when that has taken too long. */
  nextAt(): number | null {
    const at = earliestJob(this.hub);
    if (at === null) return null;
    return this.gathering ? Math.max(at, clock.now() + patienceMs) : at;
  }

  /** Makes the step that is due, if there is one and none is under way. */
  step(): boolean {
    if (this.gathering) return false;
    const due = "WHERE process_id = ? AND run_at <= ? ORDER BY run_at, steps, id LIMIT 1";
    const [job] = select(this.hub.db, jobs, due, [this.hub.processId, clock.now()]);
    if (!job) return false;
    const kind = kindOf(this.hub, job.kind);
    if (!kind) this.failed(job, gone, true);
    else if (this.begin(job)) this.take(job, kind);
    return true;
  }

  private take(job: Job, kind: JobKind): void {
    const { gather } = kind;
    if (!gather) {
      this.make(job, null);
      return;
    }
    this.underWay = this.gather(job, async () => gather(kind.state.parse(job.state))).catch((thrown) =>
      logError("jobs.broke", { processId: this.hub.processId, error: describe(thrown) }),
    );
    this.hub.ctx.waitUntil(this.underWay);
  }

  /** Resolves when no step waits for what it reads from elsewhere. */
  async idle(): Promise<void> {
    await this.underWay;
  }

  /**
   * Whether the step may be made now. A step that stops the whole hub (out of memory, out of time) can't tell of it: so the first
   * in each life is noted, and made at the next alarm, when the note is safe.
   */
  private begin(job: Job): boolean {
    if (this.begun.has(job.id)) return true;
    this.begun.add(job.id);
    if (job.begins >= mostBegins) this.failed(job, stopped, true);
    else {
      const sql = "UPDATE jobs SET begins = begins + 1 WHERE process_id = ? AND id = ?";
      this.hub.sql.exec(sql, this.hub.processId, job.id);
    }
    return false;
  }

  private async gather(job: Job, gather: () => Promise<Json>): Promise<void> {
    this.gathering = true;
    let read: { value: Json } | null;
    try {
      const reading = gather().then((value) => ({ value }));
      read = await atMost(patienceMs, reading, null);
    } catch (thrown) {
      this.gathering = false;
      return this.broke(job, thrown);
    }
    // Before the step is made: it stands the alarm for the next one.
    this.gathering = false;
    if (read) this.make(job, read.value);
    else this.failed(job, "What it reads from elsewhere did not answer in time.");
  }

  private make(job: Job, gathered: Json): void {
    try {
      const input = { id: job.id, step: job.steps, gathered };
      const outcome = this.host.run(this.envelope(job, job.kind, input));
      if (outcome.result.ok) this.after(job, outcome);
      else this.failed(job, outcome.result.error.message);
    } catch (thrown) {
      this.broke(job, thrown);
    }
  }

  private broke(job: Job, thrown: unknown): void {
    const { processId } = this.hub;
    logError("job.broke", { processId, kind: job.kind, id: job.id, tries: job.tries + 1, error: describe(thrown) });
    // Only the message's first line: a failed statement has the values it was bound to in the others.
    const [first = ""] = (thrown instanceof Error ? thrown.message : String(thrown)).split("\n");
    this.failed(job, first);
  }

  private failed(job: Job, error: string, final = false): void {
    const input = { id: job.id, step: job.steps, error, final };
    this.after(job, this.host.run(this.envelope(job, failStep.name, input)));
  }

  private after(job: Job, outcome: Outcome): void {
    const now = rowById(this.hub.db, jobs, this.hub.processId, job.id);
    if (now?.runAt === null) this.begun.delete(job.id);
    this.host.stepped(now ?? job, outcome);
  }

  private commandId(): string {
    return coreId("command", clock.now(), this.hub.tag);
  }

  /** What a step writes is written in the name of whoever began the job. A step knows by its number that it was made. */
  private envelope(job: Job, name: string, input: unknown): Envelope {
    const envelope = systemEnvelope(name, input, "job", this.commandId());
    if (job.startedById === null) return envelope;
    return { ...envelope, caller: { kind: "system", name: "job", for: job.startedById } };
  }
}
