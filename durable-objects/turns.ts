/** A reading whose next page doesn't come within this time has been given up. */
const givenUpMs = 5_000;

/**
 * Long readings of a hub, one at a time for each kind: they come page by page, and twenty of them at once would leave little
 * between. In memory: a hub that starts anew has none.
 */
export class Turns {
  private readonly held = new Map<string, { run: string; until: number }>();

  /** Whether this run may go on (or begin). `now` in UTC milliseconds. */
  take(kind: string, run: string, now: number): boolean {
    const holder = this.held.get(kind);
    if (holder && holder.run !== run && holder.until > now) return false;
    this.held.set(kind, { run, until: now + givenUpMs });
    return true;
  }

  end(kind: string, run: string): void {
    if (this.held.get(kind)?.run === run) this.held.delete(kind);
  }
}
