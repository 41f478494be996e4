/** What one view, command or statement has cost so far. */
export interface Cost {
  name: string;
  count: number;
  rowsRead: number;
  rowsWritten: number;
  /** Whole time that somebody waited for it, and the longest once, in milliseconds. 0 where it can't be measured. */
  totalMs: number;
  worstMs: number;
}

const mostNames = 300;

/** Costs by name, in memory, since `since`. Bounded: a name for which there is no room is not counted. */
export class Costs {
  private readonly byName = new Map<string, Cost>();

  constructor(readonly since: number) {}

  add(
    name: string,
    { rowsRead = 0, rowsWritten = 0, ms = 0 }: { rowsRead?: number; rowsWritten?: number; ms?: number },
  ) {
    const known = this.byName.get(name);
    if (!known && this.byName.size >= mostNames) return;
    const cost = known ?? { name, count: 0, rowsRead: 0, rowsWritten: 0, totalMs: 0, worstMs: 0 };
    if (!known) this.byName.set(name, cost);
    cost.count += 1;
    cost.rowsRead += rowsRead;
    cost.rowsWritten += rowsWritten;
    cost.totalMs += ms;
    cost.worstMs = Math.max(cost.worstMs, ms);
  }

  /** The costliest, by rows read or by time. */
  top(by: "rowsRead" | "totalMs", most: number): Cost[] {
    return [...this.byName.values()].sort((a, b) => b[by] - a[by]).slice(0, most);
  }
}
