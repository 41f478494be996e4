import { nameOf, type RecordName } from "#packages/core/entity.ts";
import { chunked } from "#packages/core/lists.ts";
import { describe, logError } from "#packages/core/log.ts";
import type { GuardVerdict } from "#packages/core/module.ts";
import type { Ref } from "#packages/core/ref.ts";
import { rowById, rowsByIds } from "#packages/core/rows.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { recordDeliveries } from "#packages/core/sending/record.server.ts";
import type { Settled } from "#packages/core/sending/rules.ts";
import { pagesFrom, standingRows } from "#packages/core/sending/standing.server.ts";
import type { StandingPage } from "#packages/core/sending/standing.ts";
import { deliveries } from "#packages/core/tables.ts";
import { kindOf } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";
import { type Judge, judgeOf } from "./guards.ts";
import { mostInBatch } from "./notify.ts";
import type { Run } from "./outbox.ts";
import { isDelivery } from "./standing.ts";
import type { Outcome } from "./transaction.ts";

/**
 * What is shown in the app. A message is written as `unseen`, offered to every browser of its person that is open or opens later,
 * and counts as sent when one of them says that it has taken it. It is shown until its guard says that it is no longer wanted.
 */
export class InApp {
  constructor(
    private readonly hub: Hub,
    private readonly run: Run,
    /** To all browsers of a person. */
    private readonly tell: (userId: string, frame: string) => void,
  ) {}

  /** What a browser is shown that has just come. */
  arrived(userId: string): StandingPage[] {
    this.end(standingRows(this.hub.db, this.hub.processId, userId));
    return this.of(userId);
  }

  /** Of a restored hub, or one whose past was played: ends whatever nobody wants any more. */
  sweep(): void {
    const all = this.hub.sql.exec<{ id: string }>("SELECT delivery_id AS id FROM hub_standing").toArray();
    for (const some of chunked(all, mostInBatch)) this.end(this.rows(some.map(({ id }) => id)));
  }

  /** A browser of this person has taken these. Only what nobody has taken before is written down. */
  took(userId: string, ids: string[]): void {
    const taken = this.rows(ids).filter((row) => row.userId === userId && row.state === "unseen");
    if (taken.length > 0) this.record(taken.map(({ id }) => ({ id, state: "sent", providerId: null })));
  }

  /** After a command: tells those whom it pages, and those whose page nobody wants any more. */
  follow({ changes, events }: NonNullable<Outcome["unit"]>): void {
    try {
      const added = changes.flatMap(({ table, before, after }) =>
        // Rows of that table are deliveries.
        !before && after && isDelivery(table) ? [after as Delivery] : [],
      );
      const told = added.flatMap(({ channel, userId }) => (channel === "in_app" && userId ? [userId] : []));
      const touched = new Set([...changes.map(({ id }) => id), ...events.map(({ event }) => event.entityId)]);
      const ended = this.end(this.restingOn([...touched]));
      for (const userId of new Set([...told, ...ended]))
        this.tell(userId, JSON.stringify({ type: "pages", pages: this.of(userId) }));
    } catch (thrown) {
      // The command is done: whoever waits for its answer gets it.
      logError("delivery.broke", { processId: this.hub.processId, error: describe(thrown) });
    }
  }

  private of(userId: string): StandingPage[] {
    const { db, processId } = this.hub;
    const named = ({ kind: name, id }: Ref): RecordName | null => {
      const kind = kindOf(name);
      const row = rowById(db, kind.table, processId, id);
      return row && nameOf(kind, row);
    };
    return pagesFrom(standingRows(db, processId, userId), named);
  }

  private restingOn(touched: string[]): Delivery[] {
    const { sql } = this.hub;
    if (sql.exec("SELECT 1 FROM hub_standing LIMIT 1").toArray().length === 0) return [];
    const ids = "(SELECT value FROM json_each(?1))";
    const found = sql
      .exec<{ id: string }>(
        `SELECT delivery_id AS id FROM hub_standing WHERE user_id IN ${ids} OR about_id IN ${ids} OR guard_id IN ${ids}`,
        JSON.stringify(touched),
      )
      .toArray();
    return this.rows(found.map(({ id }) => id));
  }

  private rows(ids: string[]): Delivery[] {
    return [...rowsByIds(this.hub.db, deliveries, this.hub.processId, ids).values()];
  }

  /**
   * Ends what is no longer wanted, and answers whose it was. A guard may name somebody to be told instead: that is for a message
   * whose channel was away. Here nothing was, and the next tier has its own time.
   */
  private end(standing: Delivery[]): string[] {
    const judge = judgeOf(this.hub, standing);
    const over = standing.flatMap((row) => {
      const verdict = this.verdictOf(judge, row);
      return verdict === null ? [] : [{ row, reason: typeof verdict === "string" ? verdict : verdict.drop }];
    });
    for (const { row } of over) this.hub.sql.exec("DELETE FROM hub_standing WHERE delivery_id = ?", row.id);
    const unseen = over.filter(({ row }) => row.state === "unseen");
    this.record(unseen.map(({ row, reason }) => ({ id: row.id, state: "dropped", reason })));
    return over.flatMap(({ row }) => row.userId ?? []);
  }

  /** What can't be judged is shown: one guard that breaks must not close the socket to its person, nor silence the others. */
  private verdictOf(judge: Judge, row: Delivery): GuardVerdict {
    try {
      return judge(row);
    } catch (thrown) {
      logError("delivery.broke", { processId: this.hub.processId, deliveryId: row.id, error: describe(thrown) });
      return null;
    }
  }

  private record(settled: Settled[]): void {
    for (const some of chunked(settled, mostInBatch)) this.run(recordDeliveries.name, { settled: some });
  }
}
