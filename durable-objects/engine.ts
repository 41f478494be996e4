import { clock } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { coreId } from "#packages/core/ids.ts";
import { describe, logError } from "#packages/core/log.ts";
import { noteRestored } from "#packages/core/restored.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import type { Question } from "#packages/core/view.ts";
import type { Env } from "#worker/env.ts";
import { arm, sweepAfterMs } from "./alarm.ts";
import { Background } from "./background.ts";
import { isPassing } from "./calls.ts";
import { Chores } from "./chores.ts";
import { compareKind } from "./compare-job.ts";
import { type Hub, makeHub } from "./core.ts";
import { fireDue } from "./firing.ts";
import { healthOf } from "./health.ts";
import { addOwnJobs, Jobs } from "./jobs.ts";
import { Keeping } from "./keeping.ts";
import type { Mirror } from "./mirror.ts";
import { begunBefore, closedTo, isOpen } from "./opening.ts";
import type { Outbox } from "./outbox.ts";
import { Progress } from "./progress.ts";
import { receive } from "./relay.ts";
import { Restoration, type Restored } from "./restoration.ts";
import { goOnLater } from "./restore.ts";
import { resyncKind } from "./resync-job.ts";
import { RowTooLarge } from "./row-size.ts";
import { isRefilling, refilling } from "./search-index.ts";
import type { Sockets } from "./sockets.ts";
import { restoreStanding } from "./standing.ts";
import { migrate } from "./storage.ts";
import type { DueTimer } from "./timers.ts";
import { type Outcome, runCommand } from "./transaction.ts";
import { answerTo } from "./trips.ts";

/** How long an answer waits for D1 to have it, so that the next page shows the change. */
const mirrorPatienceMs = 1_500;
/** When nobody waits for D1 to have it: what follows shortly is packed with it. */
const leisureMs = 100;

const tooLarge = errors.tooLarge(
  "Together this is more than one record can hold (2 MB). Nothing was changed. Shorten it, or do it in several steps.",
);

/** The order of things in a hub: what is due first, then the command, then what follows from it. */
export class Engine {
  readonly hub: Hub;
  readonly background: Background;
  private readonly restoration: Restoration;
  private readonly jobs: Jobs;
  readonly keeping: Keeping;
  readonly chores: Chores;
  private readonly alarmState: { armedAt: number | null } = { armedAt: null };

  constructor(ctx: DurableObjectState, env: Env) {
    this.hub = makeHub(ctx, env);
    addOwnJobs(this.hub, [compareKind(this.hub), resyncKind(this.hub)]);
    this.background = new Background(this.hub, (command, input, commandId) =>
      this.runAsSystem(command, input, commandId),
    );
    const progress = new Progress(this.sockets);
    this.jobs = new Jobs(this.hub, {
      run: (envelope) => {
        const now = clock.now();
        this.fireDue(now);
        return this.run(envelope, now);
      },
      stepped: (job, outcome) => {
        this.background.follow(outcome, leisureMs);
        progress.tell(job);
      },
    });
    this.keeping = new Keeping(this.hub, {
      run: (name, input) => this.run(systemEnvelope(name, input, "timer", this.commandId()), clock.now()),
      follow: (outcome) => this.background.follow(outcome, leisureMs),
    });
    this.chores = new Chores(this.hub.processId, [refilling(this.hub), this.jobs, this.keeping]);
    this.restoration = new Restoration(this.hub, {
      note: (input) => this.run(systemEnvelope(noteRestored.name, input, "timer", this.commandId()), clock.now()),
      opened: (outcome) => {
        this.outbox.restored();
        restoreStanding(this.hub);
        this.background.inApp.sweep();
        this.background.follow(outcome);
        // What fell due meanwhile is due now, and the alarm stands again for the rest.
        this.alarm();
      },
    });
  }

  get mirror(): Mirror {
    return this.background.mirror;
  }

  get outbox(): Outbox {
    return this.background.outbox;
  }

  get sockets(): Sockets {
    return this.background.sockets;
  }

  wake(): void {
    migrate(this.hub);
    this.mirror.retryRefused();
    if (isRefilling(this.hub)) void this.hub.storage.setAlarm(clock.now());
  }

  /** A command of somebody who waits for its answer. */
  async execute(envelope: Envelope): Promise<Result<unknown>> {
    const { result, unit } = await this.decide(envelope);
    if (unit) await this.mirror.settled(unit.rev, mirrorPatienceMs);
    return result;
  }

  private async decide(envelope: Envelope): Promise<Outcome> {
    try {
      // Without the look at D1 a lost hub would begin anew when somebody sets its process up again.
      const problem = isOpen(this.hub) ? null : (closedTo(this.hub, envelope.name) ?? (await begunBefore(this.hub)));
      if (problem) return refused(problem);
      const now = clock.now();
      this.fireDue(now);
      const outcome = this.run(envelope, now);
      this.background.follow(outcome);
      return outcome;
    } catch (thrown) {
      logError("command.broke", {
        processId: this.hub.processId,
        command: envelope.name,
        requestId: envelope.requestId,
        userId: envelope.caller.kind === "system" ? null : envelope.caller.userId,
        error: describe(thrown),
      });
      return refused(errors.internal());
    }
  }

  /** Commands of another hub, in their order, up to the first that has to be asked again later. Nobody waits for D1 to have them. */
  async take(envelopes: Envelope[]): Promise<Result<unknown>[]> {
    const results: Result<unknown>[] = [];
    for (const envelope of envelopes) {
      const { result } = await this.decide(envelope);
      results.push(result);
      if (!result.ok && isPassing(result.error)) break;
    }
    return results;
  }

  view(question: Question): Result<unknown> {
    return answerTo(this.hub, question);
  }

  /** One command, with the alarm stood anew in the same transaction. */
  run(envelope: Envelope, now: number, firing?: DueTimer): Outcome {
    const problem = closedTo(this.hub, envelope.name);
    if (problem) return refused(problem);
    try {
      return this.hub.counted.of(envelope.name, () =>
        runCommand(this.hub, envelope, now, firing, () => arm(this.hub, this.alarmState, [this.chores.nextAt()])),
      );
    } catch (thrown) {
      if (thrown instanceof RowTooLarge) return refused(tooLarge);
      throw thrown;
    }
  }

  /** Runs what is due. Comes before every command, so the order of decisions is the order of time. */
  fireDue(now: number, at: (dueAt: number) => number = () => now): number {
    return fireDue(this.hub, now, at, {
      run: (envelope, when, firing) => this.run(envelope, when, firing),
      follow: (outcome) => this.background.follow(outcome, leisureMs),
      restate: () => this.mirror.restate(),
    });
  }

  /** Everything that is due, then the alarm again. Catches all: an alarm that throws six times is never called again. */
  alarm(): void {
    this.alarmState.armedAt = null;
    if (!isOpen(this.hub)) {
      // An empty hub has nothing to do but to go on with a restore that was cut off.
      if (!this.restoration.begun) return;
      goOnLater(this.hub);
      this.hub.ctx.waitUntil(this.restore());
      return;
    }
    try {
      const fired = this.fireDue(clock.now());
      this.mirror.retryRefused(clock.now());
      this.background.start(leisureMs);
      // What was fired leaves first: whatever has a step to make is due at once again.
      if (fired === 0) this.chores.step();
    } catch (thrown) {
      logError("alarm.broke", { processId: this.hub.processId, error: describe(thrown) });
    } finally {
      const more = [this.chores.nextAt(), ...this.background.nextTries().map(later)];
      arm(this.hub, this.alarmState, more, true);
    }
  }

  /** D1 took it for late. When it is not, D1 has an old time and is told the right one. */
  poke(): void {
    this.mirror.restate();
    this.alarm();
  }

  async idle(): Promise<void> {
    await this.jobs.idle();
    await this.background.idle();
  }

  /** Whether it was done; a refusal is in the log. */
  runAsSystem(name: string, input: unknown, commandId = this.commandId()): boolean {
    const outcome = this.run(systemEnvelope(name, input, "timer", commandId), clock.now());
    if (!outcome.result.ok)
      logError("system.refused", { processId: this.hub.processId, command: name, error: outcome.result.error.message });
    this.background.follow(outcome, leisureMs);
    return outcome.result.ok;
  }

  private commandId(): string {
    return coreId("command", clock.now(), this.hub.tag);
  }

  takeRelay(processId: string, processSlug: string, events: string): void {
    receive(this.hub, this.sockets, { processId, processSlug, events });
  }

  health(): HubHealth {
    return healthOf(this.hub, this.mirror, clock.now());
  }

  restore(): Promise<Result<Restored>> {
    return this.restoration.run();
  }
}

const refused = (error: Refusal): Outcome => ({ result: refuse(error), unit: null });
const later = (at: number | null): number | null => (at === null ? null : Math.max(at, clock.now() + sweepAfterMs));
