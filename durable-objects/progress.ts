import { clock } from "#packages/core/clock.ts";
import type { Job } from "#packages/core/job-steps.ts";
import type { Sockets } from "./sockets.ts";

/** A job's steps are told this often at most; its end always is. */
const everyMs = 250;

/** Tells how far jobs are, to whoever may see them. No event and no row: what is missed is told again with the next step. */
export class Progress {
  private readonly toldAt = new Map<string, number>();

  constructor(private readonly sockets: Pick<Sockets, "tell">) {}

  tell({ id, status, done, total, said, error, permission }: Job): void {
    const now = clock.now();
    if (status === "running" && now - (this.toldAt.get(id) ?? 0) < everyMs) return;
    if (status === "running") this.toldAt.set(id, now);
    else this.toldAt.delete(id);
    const frame = JSON.stringify({ type: "job", id, status, progress: { done, total }, said, error });
    this.sockets.tell(frame, ["jobs.view", permission]);
  }
}
