import { hour, minute } from "./clock.ts";

const slotMs = 5 * minute;

/** How often something happened within the last hour, in memory and exact to five minutes. */
export class LastHour {
  private slots: { from: number; times: number }[] = [];

  add(now: number): void {
    const from = now - (now % slotMs);
    const last = this.slots.at(-1);
    if (last?.from === from) last.times += 1;
    else this.slots = [...this.recent(now), { from, times: 1 }];
  }

  count(now: number): number {
    return this.recent(now).reduce((sum, { times }) => sum + times, 0);
  }

  private recent(now: number) {
    return this.slots.filter(({ from }) => from > now - hour);
  }
}
