import { Buckets } from "#packages/core/buckets.ts";
import type { Spending } from "#packages/core/context.ts";

/** What people may do in a minute, counted in the one place that sees each of their requests. In memory: a hub that starts anew begins afresh. */
export class Limits {
  private readonly buckets = new Buckets();
  /** How often somebody was over a limit since the hub woke. */
  readonly hits = { read: 0, write: 0 };

  /** Counts one. Answers 0, or the milliseconds until there is room again. */
  spend({ kind, who, perMinute }: Spending, now: number): number {
    const wait = this.buckets.take(`${kind}:${who}`, perMinute, now);
    if (wait > 0) this.hits[kind] += 1;
    return wait;
  }
}
