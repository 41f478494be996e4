import type { Ctx, NewEvent } from "#packages/core/context.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import type { Refusal } from "#packages/core/errors.ts";
import type { Occurrence, Reaction, ReactionRegister } from "#packages/core/reaction.ts";

type Row = ProcessTable["$inferSelect"];

/** A chain of reactions is some few long; more than this are reactions that call each other for ever. */
const mostRounds = 8;

interface Change {
  table: ProcessTable;
  before: Row | null;
  after: Row | null;
  cause: readonly string[];
}

/** What a command did that somebody reacts to, since the last round. The rest is not kept. */
export class Occurrences {
  /** The reactions that led to what is written now. */
  cause: readonly string[] = [];
  private changes: Change[] = [];
  private events: { event: NewEvent; cause: readonly string[] }[] = [];
  /** The last change of each row in this round. */
  private latest = new Map<string, Change>();

  constructor(readonly register: ReactionRegister) {}

  /** Changed again for the same cause, a row has one change: from what it was at first to what it is at last. */
  changed(table: ProcessTable, key: string, before: Row | null, after: Row | null): void {
    if (!this.register.onTable.has(table)) return;
    const earlier = this.latest.get(key);
    if (earlier && earlier.cause.join() === this.cause.join()) {
      earlier.after = after;
      return;
    }
    const change: Change = { table, before, after, cause: this.cause };
    this.changes.push(change);
    this.latest.set(key, change);
  }

  told(event: NewEvent): void {
    if (this.register.onEvent.has(`${event.about.kind}.${event.action}`))
      this.events.push({ event, cause: this.cause });
  }

  /** What each reaction is to be run with. What comes after this belongs to the next round. */
  take(): Map<Reaction, Occurrence[]> {
    const round = new Map<Reaction, Occurrence[]>();
    const deal = (to: Reaction[] | undefined, it: Occurrence) => {
      for (const reaction of to ?? []) {
        const own = round.get(reaction);
        if (own) own.push(it);
        else round.set(reaction, [it]);
      }
    };
    for (const { table, before, after, cause } of this.changes)
      if (before || after) deal(this.register.onTable.get(table), { before, after, event: null, cause });
    for (const { event, cause } of this.events)
      deal(this.register.onEvent.get(`${event.about.kind}.${event.action}`), {
        before: null,
        after: null,
        event,
        cause,
      });
    this.changes = [];
    this.events = [];
    this.latest.clear();
    return round;
  }
}

/**
 * Lets the modules react to what the verb did, then to what they did, until nothing is new. All of a round get the rows as they
 * were when it began. Answers the refusal of the first that refuses; throws where they find no end.
 */
export function react(ctx: Ctx, occurred: Occurrences): Refusal | null {
  for (let round = 1; ; round++) {
    const waiting = occurred.take();
    if (waiting.size === 0) return null;
    if (round > mostRounds) throw new Error(endless([...waiting.values()][0]?.[0]));
    for (const reaction of occurred.register.all) {
      for (const it of waiting.get(reaction) ?? []) {
        occurred.cause = [...it.cause, reaction.name];
        const result = reaction.run(ctx, it);
        if (result && !result.ok) return result.error;
      }
    }
  }
}

const endless = (it: Occurrence | undefined): string =>
  `Reactions find no end after ${mostRounds} rounds: ${it?.cause.join(" → ")}. Nothing was written.`;
