import { getTableName } from "drizzle-orm";
import type { Caller } from "#packages/core/actor.ts";
import { clock, day, hour } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import type { FeedEvent, FeedFilter, FeedPage, NewestPage } from "#packages/core/feed.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { newId } from "#packages/core/ids.ts";
import { describe, logError } from "#packages/core/log.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import type { Question } from "#packages/core/view.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { localTables, processTables, searchesByName } from "#packages/modules.ts";
import { noteRestored } from "#packages/operations/commands.server.ts";
import { isEndedSession, standingSession } from "#packages/sessions/actor.server.ts";
import type { Env } from "#worker/env.ts";
import { arm, sweepAfterMs } from "./alarm.ts";
import { Calls } from "./calls.ts";
import { type Hub, makeHub } from "./core.ts";
import { feedSince, newestBefore } from "./feed.ts";
import { healthOf } from "./health.ts";
import { Mirror } from "./mirror.ts";
import { compareWithD1 } from "./mirror-compare.ts";
import { begunBefore, beingRestored, closedTo, isOpen } from "./opening.ts";
import { Outbox } from "./outbox.ts";
import { playAll } from "./play.ts";
import { forgetOldRelays, isPlatformHub, Relay, takeIn } from "./relay.ts";
import { Restoration, type Restored } from "./restoration.ts";
import { goOnLater } from "./restore.ts";
import { RowTooLarge } from "./row-size.ts";
import { isRefilling, refillSearches } from "./search.ts";
import { type Identity, mostMissed, Sockets } from "./sockets.ts";
import { migrate } from "./storage.ts";
import { dropTimer, firstDue, postpone } from "./timers.ts";
import { type Outcome, runCommand } from "./transaction.ts";
import { runView } from "./views.ts";
import { heardBefore } from "./watching.ts";
import type { RowChange } from "./writes.ts";

/** How long an answer waits for D1 to have it, so that the next page shows the change. */
const mirrorPatienceMs = 1_500;
/** How long a command's answer is kept for those who send it again. */
const answersKeptMs = 2 * day;
/** What a message gets to reach the wire before its copy is packed: they share one thread. */
const headStartMs = 8;
/** When nobody waits for D1 to have it: what follows shortly is packed with it. */
const leisureMs = 100;
/** Firings in one go before others get a turn; what is left is due at once again. */
const firingsPerTurn = 1_000;

const searchIndexes = [...searchesByName.values()];

const tooLarge = errors.tooLarge(
  "Together this is more than one record can hold (2 MB). Nothing was changed. Shorten it, or do it in several steps.",
);

/** The order of things in a hub: what is due first, then the command, then what follows from it. */
export class Engine {
  readonly hub: Hub;
  readonly mirror: Mirror;
  private readonly relay: Relay;
  private readonly calls: Calls;
  readonly outbox: Outbox;
  readonly sockets: Sockets;
  private readonly restoration: Restoration;
  private forgottenAt = 0;
  private readonly alarmState: { armedAt: number | null } = { armedAt: null };

  constructor(ctx: DurableObjectState, env: Env) {
    this.hub = makeHub(ctx, env);
    this.mirror = new Mirror(this.hub);
    this.relay = new Relay(this.hub);
    this.calls = new Calls(this.hub);
    this.sockets = new Sockets(this.hub);
    this.outbox = new Outbox(this.hub, (command, input, commandId) => this.runAsSystem(command, input, commandId));
    this.restoration = new Restoration(this.hub, {
      note: (input) => this.run(this.systemEnvelope(noteRestored.name, input), clock.now()),
      opened: (outcome) => {
        this.outbox.restored();
        this.follow(outcome);
        // What fell due meanwhile is due now, and the alarm stands again for the rest.
        this.alarm();
      },
    });
  }

  wake(): void {
    migrate(this.hub);
    this.mirror.retryRefused();
    if (isRefilling(this.hub, searchIndexes)) void this.hub.storage.setAlarm(clock.now());
  }

  async execute(envelope: Envelope): Promise<Result<unknown>> {
    try {
      // Without the look at D1 a lost hub would begin anew when somebody sets its process up again.
      const problem = isOpen(this.hub) ? null : (closedTo(this.hub, envelope.name) ?? (await begunBefore(this.hub)));
      if (problem) return refuse(problem);
      const now = clock.now();
      this.fireDue(now);
      this.forget(now);
      const outcome = this.run(envelope, now);
      this.follow(outcome);
      if (outcome.unit) await this.mirror.settled(outcome.unit.rev, mirrorPatienceMs);
      return outcome.result;
    } catch (thrown) {
      logError("command.broke", {
        processId: this.hub.processId,
        command: envelope.name,
        requestId: envelope.requestId,
        userId: personOf(envelope.caller),
        error: describe(thrown),
      });
      return refuse(errors.internal());
    }
  }

  view(question: Question): Result<unknown> {
    const problem = closedTo(this.hub, null);
    if (problem) return refuse(problem);
    try {
      return this.hub.counted.of(question.name, () => runView(this.hub, question, clock.now()));
    } catch (thrown) {
      logError("view.broke", {
        processId: this.hub.processId,
        view: question.name,
        userId: personOf(question.caller),
        error: describe(thrown),
      });
      return refuse(errors.internal());
    }
  }

  /** One command, with the alarm stood anew in the same transaction. */
  run(envelope: Envelope, now: number, firing?: { timerKey: string }): Outcome {
    const problem = closedTo(this.hub, envelope.name);
    if (problem) return { result: refuse(problem), unit: null };
    try {
      return this.hub.counted.of(envelope.name, () =>
        runCommand(this.hub, envelope, now, firing, () => arm(this.hub, this.alarmState, [])),
      );
    } catch (thrown) {
      if (thrown instanceof RowTooLarge) return { result: refuse(tooLarge), unit: null };
      throw thrown;
    }
  }

  /** Runs what is due, in order. Comes before every command, so the order of decisions is the order of time. */
  fireDue(now: number, at: (dueAt: number) => number = () => now): void {
    for (let turn = 0; turn < firingsPerTurn; turn++) {
      const timer = firstDue(this.hub, now);
      if (!timer) return;
      const when = at(timer.dueAt);
      const envelope = this.systemEnvelope(timer.command, JSON.parse(timer.input), `timer:${timer.key}:${timer.dueAt}`);
      try {
        const outcome = this.run(envelope, when, { timerKey: timer.key });
        if (!outcome.unit) dropTimer(this.hub, timer.key);
        if (timer.tries > 0) this.mirror.restate();
        if (!outcome.result.ok)
          logError("timer.refused", {
            processId: this.hub.processId,
            key: timer.key,
            error: outcome.result.error.message,
          });
        this.follow(outcome, leisureMs);
      } catch (thrown) {
        postpone(this.hub, timer.key, timer.tries, now);
        this.mirror.restate();
        logError("timer.broke", {
          processId: this.hub.processId,
          key: timer.key,
          tries: timer.tries + 1,
          error: describe(thrown),
        });
      }
    }
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
      this.fireDue(clock.now());
      this.mirror.retryRefused(clock.now());
      this.startDeliveries(leisureMs);
      refillSearches(this.hub, searchIndexes);
      this.forget(clock.now());
    } catch (thrown) {
      logError("alarm.broke", { processId: this.hub.processId, error: describe(thrown) });
    } finally {
      const again = isRefilling(this.hub, searchIndexes) ? clock.now() : null;
      const tries = [this.mirror.nextTryAt(), this.relay.nextTryAt(), this.calls.nextTryAt()];
      arm(this.hub, this.alarmState, [again, ...tries.map(later)], true);
    }
  }

  /** D1 took it for late. When it is not, D1 has an old time and is told the right one. */
  poke(): void {
    this.mirror.restate();
    this.alarm();
  }

  private follow({ unit }: Outcome, copyWithinMs = 0): void {
    if (!unit) return;
    const { hub, sockets } = this;
    sockets.broadcast(isPlatformHub(hub) ? takeIn(hub, hub.processId, "platform", unit.events) : unit.events);
    sockets.endSessions(revokedSessions(unit.changes));
    this.startDeliveries(copyWithinMs);
  }

  /** Nobody waits for these: each looks after its own failures, and the alarm comes back for what is left. */
  private startDeliveries(copyWithinMs: number): void {
    const { outbox, mirror, relay, calls } = this;
    for (const work of [
      () => outbox.pump(),
      () => mirror.flush(Math.max(copyWithinMs, outbox.isSending ? headStartMs : 0)),
      () => relay.pass(),
      () => calls.pass(),
    ])
      this.hub.ctx.waitUntil(this.lookedAfter(work));
  }

  private async lookedAfter(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      logError("delivery.broke", { processId: this.hub.processId, error: describe(thrown) });
    }
  }

  /** Resolves when nothing is under way any more: all sent that could be sent, mirrored, relayed. */
  async idle(): Promise<void> {
    await Promise.all([this.outbox.pump(), this.relay.pass(), this.calls.pass()]);
    await this.mirror.flush();
  }

  private forget(now: number): void {
    if (now < this.forgottenAt + hour) return;
    this.forgottenAt = now;
    this.hub.sql.exec("DELETE FROM hub_commands WHERE at < ?", now - answersKeptMs);
    for (const { table, keptMs } of localTables)
      this.hub.sql.exec(`DELETE FROM "${getTableName(table)}" WHERE updated_at < ?`, now - keptMs);
    forgetOldRelays(this.hub);
  }

  /** Whether it was done; a refusal is in the log. */
  runAsSystem(name: string, input: unknown, commandId?: string): boolean {
    const outcome = this.run(this.systemEnvelope(name, input, commandId), clock.now());
    if (!outcome.result.ok)
      logError("system.refused", { processId: this.hub.processId, command: name, error: outcome.result.error.message });
    this.follow(outcome, leisureMs);
    return outcome.result.ok;
  }

  private systemEnvelope(name: string, input: unknown, commandId = newId("command", clock.now())): Envelope {
    return {
      commandId,
      name,
      input,
      caller: { kind: "system", name: "timer" },
      requestId: commandId,
      ip: null,
      userAgent: null,
    };
  }

  feed(since: number, limit: number, filter?: FeedFilter): FeedPage {
    this.mustBeOpen();
    return feedSince(this.hub, since, limit, filter);
  }

  newest(before: number | null, limit: number, filter?: FeedFilter): NewestPage {
    this.mustBeOpen();
    return newestBefore(this.hub, before, limit, filter);
  }

  openSocket(request: Request): Response {
    // Written by the Worker after it has checked the session; nothing else can reach this object.
    const who = JSON.parse(decodeURIComponent(request.headers.get("x-d2c-identity") ?? "null")) as Identity | null;
    if (!who) return new Response("No identity", { status: 400 });
    if (!isOpen(this.hub)) return new Response(beingRestored.message, { status: 503 });
    // Asked again in the turn that accepts: a session that ended since the Worker looked gets no socket.
    const { db, processId } = this.hub;
    if (!standingSession(db, processId, who.sid, who.userId, clock.now())) return new Response(null, { status: 401 });
    const since = new URL(request.url).searchParams.get("since");
    const missed = this.feed(since === null ? Number.MAX_SAFE_INTEGER : Number(since), mostMissed);
    const hearable = isPlatformHub(this.hub) ? heardBefore(this.hub, who.visiting, missed.items) : missed.items;
    return this.sockets.accept(who, missed, hearable);
  }

  takeRelay(processId: string, processSlug: string, events: string): void {
    // The sender keeps them and comes back.
    this.mustBeOpen();
    // Serialised from `FeedEvent[]` by the sending hub's relay.
    this.sockets.broadcast(takeIn(this.hub, processId, processSlug, JSON.parse(events) as FeedEvent[]));
  }

  owns(id: string): boolean {
    const { db, processId } = this.hub;
    // Not "no": nobody knows what it had.
    this.mustBeOpen();
    if (findIncident(db, processId, id)) return !/^\d+$/.test(id);
    return [...processTables.values()].some((table) => rowById(db, table, processId, id) !== null);
  }

  /** For answers that can't be refusals: who asks sees a hub that is away, and never an empty one. */
  private mustBeOpen(): void {
    if (!isOpen(this.hub)) throw new Error(beingRestored.message);
  }

  health(): HubHealth {
    return healthOf(this.hub, this.mirror, clock.now());
  }

  restore(): Promise<Result<Restored>> {
    return this.restoration.run();
  }

  /** Whether its process has not begun yet: nothing is in it, and D1 knows nothing of it. */
  async isNew(): Promise<boolean> {
    return !isOpen(this.hub) && (await begunBefore(this.hub)) === null;
  }

  compare() {
    return compareWithD1(this.hub);
  }

  play(envelopes: Envelope[]): Promise<Result<unknown>[]> {
    return playAll(this, envelopes);
  }
}

const personOf = (caller: Caller): string | null => (caller.kind === "system" ? null : caller.userId);
const later = (at: number | null): number | null => (at === null ? null : Math.max(at, clock.now() + sweepAfterMs));

const revokedSessions = (changes: RowChange[]): string[] =>
  changes.filter(({ table, after }) => isEndedSession(getTableName(table), after)).map(({ id }) => id);
