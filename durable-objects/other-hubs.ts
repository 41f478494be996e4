import { clock, second } from "#packages/core/clock.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { logError } from "#packages/core/log.ts";
import { atMost, doubled, soon } from "#packages/core/patience.ts";
import type { Hub } from "./core.ts";

const patienceMs = 10 * second;
const longestWaitMs = 60 * second;
const late = errors.unavailable("It did not answer in time.");

/** One kind of thing that waits for other hubs: what of it waits for whom, and how the next of it is handed over. */
export interface Lane {
  name: string;
  /** How long it is gathered before the first of it is handed over, in milliseconds. */
  gatherMs: number;
  /** The hubs that something waits for. */
  targets(): string[];
  /** Whether something waits for this one. */
  waits(target: string): boolean;
  /**
   * Hands the next batch to a hub, in its order, and forgets what was taken; what it takes twice it must know by itself. Null
   * when all went well; else why it has to be tried again. May throw.
   */
  hand(target: string): Promise<Refusal | null>;
}

/**
 * Whatever this hub has for other hubs, until they have taken it. Each lane to each hub goes by itself, so that one that is away
 * keeps nothing else waiting. What waits is durable and the lane's own; how often a hub was tried in vain is known in memory only:
 * a hub that starts anew tries at once.
 */
export class OtherHubs {
  private readonly running = new Map<string, Promise<void>>();
  private readonly resting = new Map<string, { tries: number; until: number }>();

  constructor(
    private readonly hub: Hub,
    private readonly lanes: Lane[],
  ) {}

  nextTryAt(): number | null {
    const times = this.waiting().map(({ key }) => Math.max(clock.now(), this.resting.get(key)?.until ?? 0));
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Resolves when all has been taken, or has to wait. */
  async pass(): Promise<void> {
    for (const { lane, target, key } of this.waiting()) {
      if (this.running.has(key) || clock.now() < (this.resting.get(key)?.until ?? 0)) continue;
      const work = soon(lane.gatherMs)
        .then(() => this.drain(lane, target, key))
        .finally(() => this.running.delete(key));
      this.running.set(key, work);
    }
    await Promise.all(this.running.values());
  }

  private waiting() {
    return this.lanes.flatMap((lane) =>
      lane.targets().map((target) => ({ lane, target, key: `${lane.name}/${target}` })),
    );
  }

  private async drain(lane: Lane, target: string, key: string): Promise<void> {
    while (lane.waits(target)) {
      const problem = await this.hand(lane, target);
      if (problem) return this.rest(lane, target, key, problem);
      this.resting.delete(key);
    }
  }

  private async hand(lane: Lane, target: string): Promise<Refusal | null> {
    try {
      return await atMost(patienceMs, lane.hand(target), late);
    } catch (thrown) {
      return errors.unavailable(String(thrown));
    }
  }

  private rest(lane: Lane, target: string, key: string, { code, message }: Refusal): void {
    const { tries } = this.resting.get(key) ?? { tries: 0 };
    this.resting.set(key, { tries: tries + 1, until: clock.now() + doubled(tries, second, longestWaitMs) });
    logError(`${lane.name}.failed`, {
      processId: this.hub.processId,
      to: target,
      tries: tries + 1,
      code,
      error: message,
    });
  }
}
