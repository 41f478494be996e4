import { doubled } from "#packages/core/patience.ts";

/** Refreshes begin at least this far apart. */
const EVERY_MS = 2_000;
/** What belongs together arrives within this, and the copy that lists are read from has it by then. */
const SETTLE_MS = 250;
/** The first refresh after a quiet time begins somewhere in this, so that not all who watch ask at once. */
const JITTER_MS = 500;
/** Until what was loaded contains all that is known to have happened, pages are loaded again, ever less often. */
const LONGEST_MS = 30_000;
const CATCH_UP_TRIES = 6;
/** An act of this window brings its own reload; where that has not come by then, the page is loaded all the same. */
const OWN_RELOAD_MS = 10_000;

/** Where the page's data stands in the stream of events, as its loader says. */
export interface LoadedTo {
  /** The data contains all events up to this one. */
  seq: number;
  /** The socket begins after this event: a little earlier, as parts of a page are read at different moments. */
  since: number;
}

export interface RefreshOptions {
  /** Loads the page's data anew and returns at once. What comes of it is told by `setBusy` and `loaded`. */
  refresh: () => void;
  /** In [0, 1). */
  random?: () => number;
}

/**
 * When the page's data is loaded anew. The first event of a storm brings a refresh at once, later ones at most one every two
 * seconds, and one comes after the last event. None begins while the page is busy (a navigation, an act, another refresh) or
 * hidden: the page is stale until then.
 */
export class RefreshScheduler {
  #refresh: () => void;
  #random: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #busy = false;
  #hidden = false;
  #begunAt = Number.NEGATIVE_INFINITY;
  #requestedAt = Number.NEGATIVE_INFINITY;
  /** The newest event known of, the newest that the present load has to contain, and the newest that the page does. */
  #known = 0;
  #needed = 0;
  #loaded = 0;
  #behind = 0;
  #since = 0;
  #ownReload: ReturnType<typeof setTimeout> | undefined;

  constructor({ refresh, random = Math.random }: RefreshOptions) {
    this.#refresh = refresh;
    this.#random = random;
  }

  /** The page is no longer true. `seq`: the event that made it so, if one did. */
  request(seq = 0): void {
    this.#stale = true;
    this.#known = Math.max(this.#known, seq);
    this.#requestedAt = Date.now();
    this.#plan();
  }

  /** An event that this window's own act has brought: its answer reloads the page. Where it was lost, this does. */
  expect(seq: number): void {
    clearTimeout(this.#ownReload);
    this.#ownReload = setTimeout(() => {
      if (this.#loaded < seq) this.request(seq);
    }, OWN_RELOAD_MS);
  }

  setBusy(busy: boolean): void {
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.#plan();
  }

  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    this.#plan();
  }

  /** What came after this event may be missing in a part of the page. */
  get since(): number {
    return this.#since;
  }

  /** Data has come that stands there by the server's word. Where that is less than known of, it is loaded again. */
  loaded({ seq, since }: LoadedTo): void {
    this.#loaded = seq;
    this.#since = since;
    if (seq >= this.#needed || this.#behind >= CATCH_UP_TRIES) {
      this.#behind = 0;
      this.#needed = seq;
      return;
    }
    this.#behind += 1;
    this.#stale = true;
    this.#plan();
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#ownReload);
    this.#timer = undefined;
  }

  #plan(): void {
    if (!this.#stale || this.#busy || this.#hidden || this.#timer !== undefined) return;
    const soonest = Date.now() + SETTLE_MS + this.#random() * JITTER_MS;
    const next = this.#begunAt + doubled(this.#behind, EVERY_MS, LONGEST_MS);
    this.#timer = setTimeout(() => this.#begin(), Math.max(soonest, next) - Date.now());
  }

  #begin(): void {
    this.#timer = undefined;
    if (!this.#stale || this.#busy || this.#hidden) return;
    this.#begunAt = Date.now();
    this.#needed = this.#known;
    // What has only just happened may not be in every copy yet: another refresh follows.
    this.#stale = this.#begunAt - this.#requestedAt < SETTLE_MS;
    this.#refresh();
  }
}
