import { setTimeout as sleep } from "node:timers/promises";

/** How long nothing may come any nearer before a wait is given up. Long: on a busy machine all takes many times as long. */
export const patienceMs = 60_000;

/**
 * Waits until nothing is left, for as long as ever less is left; then gives up, and the assertion after it says what is
 * missing. A fixed time would judge too early on a busy machine and wait for nothing on a quick one.
 */
export async function untilNoneLeft(left: () => number | Promise<number>): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let since = Date.now(); Date.now() - since < patienceMs; await sleep(50)) {
    const now = await left();
    if (now <= 0) return;
    if (now < fewest) [fewest, since] = [now, Date.now()];
  }
}
