/** So long without another call, and the burst is over. */
const QUIET_MS = 250;
/** One that does not end is answered all the same, this often. */
const LONGEST_MS = 2_000;

/** Acts once for many calls that follow each other closely. */
export class Burst {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null;

  constructor(private readonly act: () => void) {}

  add(): void {
    const now = Date.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const left = Math.max(0, this.since + LONGEST_MS - now);
    this.timer = setTimeout(
      () => {
        this.since = null;
        this.act();
      },
      Math.min(QUIET_MS, left),
    );
  }

  end(): void {
    clearTimeout(this.timer);
    this.since = null;
  }
}
