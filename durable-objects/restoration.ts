import { errors } from "#packages/core/errors.ts";
import { describe, logError } from "#packages/core/log.ts";
import type { NoteRestored } from "#packages/core/restored.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import type { Hub } from "./core.ts";
import { readMeta } from "./meta.ts";
import { isOpen } from "./opening.ts";
import { isPlatformHub, refillRelay } from "./relay.ts";
import { fillFromD1 } from "./restore.ts";
import { openRestored } from "./restored.ts";
import type { Outcome } from "./transaction.ts";

export interface Restored {
  /** False: the hub has its data, and nothing was done. */
  restored: boolean;
  rows: number;
}

interface Steps {
  /** Runs the command that opens the hub. */
  note(input: NoteRestored): Outcome;
  /** After the transaction that opened it. */
  opened(outcome: Outcome): void;
}

/** Fills a hub that was lost, once at a time: whoever asks meanwhile waits for the one that is under way. */
export class Restoration {
  private running: Promise<Result<Restored>> | null = null;

  constructor(
    private readonly hub: Hub,
    private readonly steps: Steps,
  ) {}

  /** One that was cut off is to be gone on with. */
  get begun(): boolean {
    return !isOpen(this.hub) && readMeta(this.hub, "restoring") !== null;
  }

  /** The hub is the source and D1 the copy: what is there is never overwritten from it. */
  async run(): Promise<Result<Restored>> {
    if (isOpen(this.hub)) return ok({ restored: false, rows: 0 });
    this.running ??= this.fill()
      .catch((thrown): Result<Restored> => {
        logError("restore.broke", { processId: this.hub.processId, error: describe(thrown) });
        return refuse(
          errors.unavailable(`The restore was cut off (${String(thrown)}). It goes on by itself, or call it again.`),
        );
      })
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async fill(): Promise<Result<Restored>> {
    const copy = await fillFromD1(this.hub);
    if (!copy.ok) return copy;
    if (isPlatformHub(this.hub)) await refillRelay(this.hub);
    this.steps.opened(openRestored(this.hub, copy.value, this.steps.note));
    return ok({ restored: true, rows: copy.value.rows });
  }
}
