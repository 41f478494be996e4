import { getTableName } from "drizzle-orm";
import { decidesPermissions, endedSession } from "#packages/callers.ts";
import { describe, logError } from "#packages/core/log.ts";
import { callLane } from "./calls.ts";
import type { Hub } from "./core.ts";
import { InApp } from "./in-app.ts";
import { Mirror } from "./mirror.ts";
import { OtherHubs } from "./other-hubs.ts";
import { Outbox, type Run } from "./outbox.ts";
import { isPlatformHub, relayLane, takeIn } from "./relay.ts";
import { Sockets } from "./sockets.ts";
import type { Outcome } from "./transaction.ts";
import type { RowChange } from "./writes.ts";

/** What a message gets to reach the wire before its copy is packed: they share one thread. */
const headStartMs = 8;

/**
 * What follows from a command once its transaction is done: browsers hear of it, messages leave, D1 and other hubs are told.
 * Nobody waits for these: each looks after its own failures, and the alarm comes back for what is left.
 */
export class Background {
  readonly mirror: Mirror;
  readonly outbox: Outbox;
  readonly sockets: Sockets;
  readonly inApp: InApp;
  private readonly others: OtherHubs;

  /** `run`: writes down what came of a message, as a command. */
  constructor(
    private readonly hub: Hub,
    run: Run,
  ) {
    this.mirror = new Mirror(hub);
    this.outbox = new Outbox(hub, run);
    this.inApp = new InApp(hub, run, (userId, frame) => this.sockets.tellPerson(userId, frame));
    this.sockets = new Sockets(hub, this.inApp);
    this.others = new OtherHubs(hub, [relayLane(hub), callLane(hub)]);
  }

  /** D1 is told within `copyWithinMs`, so that what follows shortly goes with it. */
  follow({ unit }: Outcome, copyWithinMs = 0): void {
    if (!unit) return;
    const { hub, sockets } = this;
    if (unit.changes.some(({ table }) => decidesPermissions(table))) sockets.lookAgain();
    sockets.broadcast(isPlatformHub(hub) ? takeIn(hub, hub.processId, "platform", unit.events) : unit.events);
    sockets.endSessions(revokedSessions(unit.changes));
    this.inApp.follow(unit);
    this.start(copyWithinMs);
  }

  start(copyWithinMs: number): void {
    const { outbox, mirror, others } = this;
    for (const work of [
      () => outbox.pump(),
      () => mirror.flush(Math.max(copyWithinMs, outbox.isSending ? headStartMs : 0)),
      () => others.pass(),
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

  /** When D1 and the other hubs are to be tried again; null where nothing waits. */
  nextTries(): (number | null)[] {
    return [this.mirror.nextTryAt(), this.others.nextTryAt()];
  }

  /** Resolves when nothing is under way any more: all sent that could be sent, mirrored, relayed. */
  async idle(): Promise<void> {
    await Promise.all([this.outbox.pump(), this.others.pass()]);
    await this.mirror.flush();
    if (this.hub.toldGauges.owedAt === null) return;
    this.mirror.restate();
    await this.mirror.flush();
  }
}

const revokedSessions = (changes: RowChange[]): string[] =>
  changes.flatMap(({ table, after }) => endedSession(getTableName(table), after) ?? []);
