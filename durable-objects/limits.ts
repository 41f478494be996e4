import { Buckets } from "#packages/core/buckets.ts";
import type { Spending } from "#packages/core/context.ts";
import { LastHour } from "#packages/core/last-hour.ts";

/** What people may do in a minute, counted in the one place that sees each of their requests. In memory: a hub that starts anew begins afresh. */
export class Limits {
  private readonly buckets = new Buckets();
  private readonly over = { read: new LastHour(), write: new LastHour() };

  /** Counts one. Answers 0, or the milliseconds until there is room again. */
  spend({ kind, who, perMinute }: Spending, now: number): number {
    const wait = this.buckets.take(`${kind}:${who}`, perMinute, now);
    if (wait > 0) this.over[kind].add(now);
    return wait;
  }

  /** How often somebody was over a limit within the last hour. */
  hits(now: number): { read: number; write: number } {
    return { read: this.over.read.count(now), write: this.over.write.count(now) };
  }
}
