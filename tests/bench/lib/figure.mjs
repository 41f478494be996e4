import { percentile } from "./load.mjs";

/**
 * A line of the table. `tail` is the second percentile of the aim, mostly 0.99. `floor` is what the bare run took on the
 * machine for which the aim was set: on a slower one the aim is as far above the bare run as it was there.
 */
export function figure(name, { ours, bare, aim, floor, tail = 0.99, unit = "ms", note = "" }) {
  const pair = (figures) => figures && { p50: percentile(figures, 0.5), tail: percentile(figures, tail) };
  return { name, ours: pair(ours), bare: pair(bare), aim, floor, tail, unit, note, count: ours?.length ?? 0 };
}

/** A figure that is one number and not a distribution; `atLeast` where more is better. */
export const single = (name, { ours, note = "", ...about }) => ({ name, single: ours, note, ...about });

export const skipped = (name, why) => ({ name, skipped: why });
