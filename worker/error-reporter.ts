import { hubOf } from "#durable-objects/stub.ts";
import { clock, second } from "#packages/core/clock.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { soon } from "#packages/core/patience.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { Gathered, recordErrors } from "#packages/doors.ts";
import { type Env, releaseOf } from "./env.ts";

/** Before each report: what comes meanwhile goes with it. Together less than the 30 s that a request may outlive its answer. */
const waits = [1 * second, 5 * second, 8 * second, 10 * second];
/** A sender that was started and says nothing for so long was cut off with its request. */
const cutOffMs = 60 * second;

/**
 * Brings what `logError` was told to the platform's hub. One per isolate. Nothing waits for it and nothing fails by it: a
 * report that can't be delivered waits, bounded, for the next error.
 */
export class ErrorReporter {
  private readonly gathered = new Gathered();
  private startedAt: number | null = null;

  constructor(
    private readonly env: Env,
    private readonly keepAlive: (work: Promise<unknown>) => void,
    private readonly pauses: readonly number[] = waits,
  ) {}

  take = (event: string, fields: Record<string, unknown>): void => {
    // Its own failure would come back for ever.
    if (fields.command === recordErrors.name) return;
    try {
      // A browser may still run an earlier one.
      const release = typeof fields.release === "string" ? fields.release : releaseOf(this.env);
      this.gathered.add(event, fields, release, clock.now());
      if (this.startedAt !== null && clock.now() - this.startedAt < cutOffMs) return;
      this.startedAt = clock.now();
      this.keepAlive(this.send());
    } catch {
      // The log has the error. What broke goes on as if nobody had looked.
    }
  };

  private async send(): Promise<void> {
    for (const pause of this.pauses) {
      await soon(pause);
      if (this.gathered.isEmpty) break;
      const report = this.gathered.take();
      try {
        const result = await hubOf(this.env, platformProcess).execute(
          systemEnvelope(recordErrors.name, report, "errors", coreId("command", clock.now(), platformTag)),
        );
        if (!result.ok) this.gathered.giveBack(report);
      } catch {
        this.gathered.giveBack(report);
      }
    }
    this.startedAt = null;
  }
}
