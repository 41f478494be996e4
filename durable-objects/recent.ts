/** Longer than a page takes to read all its parts, and than D1 takes to have what happened. */
const recentMs = 1_000;
const mostNoted = 500;

/** What happened a moment ago, in memory: a page whose parts are read one after the other may have it in some and not in others. */
export class Recent {
  private noted: { at: number; before: number }[] = [];

  /** Events after `before` happen now. */
  note(before: number, now: number): void {
    this.forget(now);
    if (this.noted.length < mostNoted) this.noted.push({ at: now, before });
  }

  /** The last event that is older than a moment, where `last` is the newest of all. */
  beforeThat(last: number, now: number): number {
    this.forget(now);
    return Math.min(last, this.noted[0]?.before ?? last);
  }

  private forget(now: number): void {
    const kept = this.noted.findIndex(({ at }) => at > now - recentMs);
    this.noted = kept < 0 ? [] : this.noted.slice(kept);
  }
}
