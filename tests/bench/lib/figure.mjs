import { percentile } from "./load.mjs";

/** A line of the table. `tail` is the second percentile of the aim: 0.99 unless the issue says otherwise. */
export function figure(name, { ours, bare, aim, tail = 0.99, unit = "ms", note = "" }) {
  const pair = (figures) => figures && { p50: percentile(figures, 0.5), tail: percentile(figures, tail) };
  return { name, ours: pair(ours), bare: pair(bare), aim, tail, unit, note, count: ours?.length ?? 0 };
}

/** A figure that is one number and not a distribution. */
export const single = (name, { ours, aim, unit, note = "" }) => ({ name, single: ours, aim, unit, note });

export const skipped = (name, why) => ({ name, skipped: why });
