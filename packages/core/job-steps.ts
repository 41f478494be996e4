import { z } from "zod";
import { type About, type Command, command } from "./command.ts";
import type { Ctx } from "./context.ts";
import { entityKind } from "./entity.ts";
import { firstWaitMs, type JobKind, longestWaitMs, mostTries } from "./job.ts";
import type { JobName } from "./job-name.ts";
import type { Json } from "./json.ts";
import { doubled } from "./patience.ts";
import type { Ref } from "./ref.ts";
import { ok } from "./result.ts";
import { rowById, select } from "./rows.ts";
import { jobs } from "./tables.ts";
import { id } from "./text.ts";
import { cut } from "./well-formed.ts";

export type Job = typeof jobs.$inferSelect;

/** The same step is never made twice: its number is part of what is asked for. */
const Step = z.strictObject({ id, step: z.number().int(), gathered: z.json() });
type Step = z.infer<typeof Step>;
const Failure = z.strictObject({ id, step: z.number().int(), error: z.string(), final: z.boolean() });

/** Jobs as records: what events and the audit log say of them. */
export const jobEntity = entityKind({
  kind: "job",
  prefix: "job",
  table: jobs,
  permission: "jobs.view",
  label: ({ label }) => ({ reference: null, title: label }),
  path: () => null,
});
const about = (job: { id: string }): About => ({ refs: [jobEntity.ref(job)] });

/** What `ctx.start` does. */
export function startJob<S extends Json>(
  ctx: Ctx,
  kind: JobName<S>,
  state: S,
  more: { about?: Ref; once?: true } = {},
): string {
  if (more.once) {
    const running = "WHERE process_id = ? AND status = 'running' AND kind = ? LIMIT 1";
    const [job] = select(ctx.db, jobs, running, [ctx.processId, kind.name]);
    if (job) return job.id;
  }
  const job = ctx.put(jobs, {
    id: ctx.newId("job"),
    kind: kind.name,
    label: kind.label,
    permission: kind.permission,
    state,
    status: "running",
    steps: 0,
    runAt: ctx.now,
    tries: 0,
    begins: 0,
    done: 0,
    aboutKind: more.about?.kind ?? null,
    aboutId: more.about?.id ?? null,
    startedById: ctx.actor.id,
    startedByName: ctx.actor.name,
  });
  ctx.emit({
    about: jobEntity.ref(job),
    action: "started",
    summary: `${ctx.actor.name} began “${job.label}”`,
  });
  return job.id;
}

/** The job, if this is the step that it is at. */
function jobAt(ctx: Ctx, at: { id: string; step: number }): Job | null {
  const job = rowById(ctx.db, jobs, ctx.processId, at.id);
  return job?.status === "running" && job.steps === at.step ? job : null;
}

/** A kind of job as the command that is each of its steps. */
export const stepCommand = (kind: JobKind): Command<Step, null> =>
  command<Step, null>({
    name: kind.name,
    permission: "system",
    audit: { action: kind.name, words: "worked on …", entity: "job", about },
    input: Step,
    run(ctx, input) {
      const job = jobAt(ctx, input);
      if (!job) return ok(null);
      const next = kind.step(ctx, kind.state.parse(job.state), input.gathered as Json);
      const done = next.progress?.done ?? job.done;
      ctx.patch(jobs, job, {
        state: next.state,
        steps: job.steps + 1,
        tries: 0,
        begins: 0,
        error: null,
        done,
        total: next.progress ? next.progress.total : job.total,
        said: next.said ?? job.said,
        result: next.result ?? job.result,
        ...(next.done ? { status: "done", runAt: null, endedAt: ctx.now } : { runAt: ctx.now + (next.againMs ?? 0) }),
      });
      if (next.done) tell(ctx, job, "finished", `finished${next.said ? `: ${next.said}` : ""}`);
      return ok(null);
    },
  });

/** A step threw, or what it needs from elsewhere could not be read: later again, or given up until a person tries it again. */
export const failStep = command<z.infer<typeof Failure>, null>({
  name: "jobs.fail",
  permission: "system",
  audit: { action: "job.fail", words: "gave up the job …", entity: "job", about },
  input: Failure,
  run(ctx, input) {
    const job = jobAt(ctx, input);
    if (!job) return ok(null);
    const tries = job.tries + 1;
    const error = cut(input.error, 300);
    if (!input.final && tries < mostTries) {
      const runAt = ctx.now + doubled(job.tries, firstWaitMs, longestWaitMs);
      ctx.patch(jobs, job, { tries, error, runAt, begins: 0 });
      return ok(null);
    }
    ctx.patch(jobs, job, { status: "parked", tries, error, runAt: null, endedAt: ctx.now, begins: 0 });
    tell(ctx, job, "parked", `was given up: ${error}`);
    return ok(null);
  },
});

export const tell = (ctx: Ctx, job: Pick<Job, "id" | "label">, action: string, what: string): number =>
  ctx.emit({ about: jobEntity.ref(job), action, summary: `“${job.label}” ${what}` });
