import { resolveActor } from "#packages/callers.ts";
import { clock } from "#packages/core/clock.ts";
import type { Job } from "#packages/core/job-steps.ts";
import { can } from "#packages/core/permissions.ts";
import type { Hub } from "./core.ts";
import type { Sockets } from "./sockets.ts";

/** A job's steps are told this often at most; its end always is. */
const everyMs = 250;
const toldAt = new WeakMap<Hub, Map<string, number>>();

/** How far a job is, to whoever may see it. No event and no row: what is missed is told again with the next step. */
export function tellProgress(hub: Hub, sockets: Sockets, job: Job): void {
  const now = clock.now();
  const told = toldAt.get(hub) ?? new Map<string, number>();
  toldAt.set(hub, told);
  if (job.status === "running" && now - (told.get(job.id) ?? 0) < everyMs) return;
  if (job.status === "running") told.set(job.id, now);
  else told.delete(job.id);
  const { id, status, done, total, said, error } = job;
  const frame = JSON.stringify({ type: "job", id, status, progress: { done, total }, said, error });
  sockets.tell(frame, ({ sid, userId }) => {
    const actor = resolveActor(hub.db, hub.processId, { kind: "user", userId, sid }, now);
    return actor.ok && can(actor.value.permissions, "jobs.view") && can(actor.value.permissions, job.permission);
  });
}
