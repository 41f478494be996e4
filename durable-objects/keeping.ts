import { clock, day, hour } from "#packages/core/clock.ts";
import { resyncJob } from "#packages/core/hub-jobs.ts";
import { noteLeft } from "#packages/doors.ts";
import { sweepAfterMs } from "./alarm.ts";
import type { Chore } from "./chores.ts";
import type { Hub } from "./core.ts";
import { forgetOld } from "./forget.ts";
import { dropLeft, leave, mayLeave } from "./keeping-logs.ts";
import { RowsLeaving } from "./keeping-rows.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";
import { one } from "./one.ts";
import type { Outcome } from "./transaction.ts";

/** What D1 is sent anew it may not have: it was lost, or is another one. */
const isSentAgain = ({ sql, processId }: Hub): boolean =>
  one(
    sql,
    "SELECT 1 AS yes FROM jobs WHERE process_id = ? AND run_at IS NOT NULL AND kind = ?",
    processId,
    resyncJob.name,
  ) !== null || one(sql, "SELECT 1 AS yes FROM hub_mirror WHERE table_name IN ('audit', 'events') LIMIT 1") !== null;

/**
 * Lets go of what the hub need not keep: what was its own for a while, and what D1 has and nothing that is open needs. In alarms
 * only, one bounded step in each, so that nothing that is due waits for it.
 */
export class Keeping implements Chore {
  readonly name = "keeping";
  private forgottenAt = 0;
  /** Whether rows of the logs may be left to delete. */
  private dropping = true;
  private rows: RowsLeaving | null = null;
  /** Whether the next step is to follow at once. */
  more = false;

  constructor(
    private readonly hub: Hub,
    private readonly host: { run(name: string, input: unknown): Outcome; follow(outcome: Outcome): void },
  ) {}

  step(): boolean {
    // One that throws is tried again at the next alarm, not at once.
    this.more = false;
    const noted = this.next(clock.now());
    this.more = noted !== "nothing";
    if (noted !== "nothing" && noted !== null) this.host.follow(noted);
    return this.more;
  }

  nextAt(): number | null {
    return this.more ? clock.now() + sweepAfterMs : null;
  }

  private next(now: number): Outcome | null | "nothing" {
    const { hub } = this;
    if (now >= this.forgottenAt + hour) {
      if (!forgetOld(hub, now)) this.forgottenAt = now;
      return null;
    }
    if (this.dropping) {
      this.dropping = dropLeft(hub);
      return null;
    }
    if (this.rows?.more) return this.rows.step();
    if (now < readNumber(hub, "keptAt") + day || isSentAgain(hub)) return "nothing";
    writeMeta(hub, "keptAt", now);
    this.rows = new RowsLeaving(hub, now, (name, input) => this.host.run(name, input));
    return this.letLogsLeave(now);
  }

  /** Says in the log up to where it leaves, and lets it, in one transaction. The rows are deleted in the steps that follow. */
  private letLogsLeave(now: number): Outcome | null {
    const { hub } = this;
    const link = mayLeave(hub, now);
    if (!link) return null;
    this.dropping = true;
    return inTransaction(hub, () => {
      leave(hub, link);
      const outcome = this.host.run(noteLeft.name, link);
      if (!outcome.result.ok) throw new Error(`What leaves the hub was not noted: ${outcome.result.error.message}`);
      return outcome;
    });
  }
}
