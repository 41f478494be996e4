import { clock, minute } from "#packages/core/clock.ts";
import { describe, logError } from "#packages/core/log.ts";

/** Work in bounded steps that nobody waits for. */
export interface Chore {
  name: string;
  /** Makes one step if there is one to make now, and says whether it did. */
  step(): boolean;
  /** When the hub has to wake for the next one, in UTC milliseconds; null: for this it need not. */
  nextAt(): number | null;
}

/** One whose step throws is left alone for so long: it would be due at once again, for ever. */
const restMs = minute;

/**
 * At each alarm that fires nothing, one step of one chore: what falls due or is asked meanwhile waits for no more than
 * that. They take turns, so that none keeps another from going on.
 */
export class Chores {
  /** The one whose turn it is comes first. */
  private inTurn: Chore[];
  private readonly resting = new Map<Chore, number>();

  constructor(
    private readonly processId: string,
    chores: Chore[],
  ) {
    this.inTurn = chores;
  }

  step(): void {
    for (const chore of this.inTurn) {
      if (clock.now() < this.restOf(chore) || !this.made(chore)) continue;
      this.inTurn = [...this.inTurn.filter((other) => other !== chore), chore];
      return;
    }
  }

  nextAt(): number | null {
    const times = this.inTurn.flatMap((chore) => {
      const at = chore.nextAt();
      return at === null ? [] : [Math.max(at, this.restOf(chore))];
    });
    return times.length === 0 ? null : Math.min(...times);
  }

  private restOf(chore: Chore): number {
    return this.resting.get(chore) ?? 0;
  }

  private made(chore: Chore): boolean {
    try {
      return chore.step();
    } catch (thrown) {
      this.resting.set(chore, clock.now() + restMs);
      logError("chore.broke", { processId: this.processId, chore: chore.name, error: describe(thrown) });
      return true;
    }
  }
}
