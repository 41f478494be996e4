import { describe, expect, it } from "vitest";
import type { FeedItem } from "./feed-row.tsx";
import { type FeedState, isTooMuch, mostKept, nothingCame, released, withEvent } from "./feed-state.ts";

// The other fields are not looked at.
const event = (seq: number) => ({ seq }) as FeedItem;
const fed = (count: number, wait: boolean, from: FeedState = nothingCame) => {
  let state = from;
  const first = (state.held[0] ?? state.shown[0])?.seq ?? 0;
  for (let seq = first + 1; seq <= first + count; seq++) state = withEvent(state, event(seq), wait);
  return state;
};
const seqs = (rows: readonly FeedItem[]) => rows.map(({ seq }) => seq);

describe("what a feed keeps of what comes in", () => {
  it("shows what comes, holds what comes while somebody reads, and shows that newest first", () => {
    const state = fed(1, false, fed(2, true, fed(2, false)));
    expect([seqs(state.shown), seqs(state.held)]).toEqual([
      [2, 1],
      [5, 4, 3],
    ]);
    expect(seqs(released(state).shown)).toEqual([5, 4, 3, 2, 1]);
    expect(isTooMuch(state)).toBe(false);
  });

  it("takes no event twice", () => {
    const state = fed(3, false);
    expect(withEvent(state, event(3), false)).toBe(state);
    expect(withEvent(fed(1, true), event(1), true).held).toHaveLength(1);
  });

  it("keeps two hundred that wait, however many come, and says that the page has to be loaded to show all", () => {
    const held = fed(mostKept, true);
    expect([held.held.length, isTooMuch(held)]).toEqual([200, false]);
    const more = fed(5_000, true, held);
    expect([more.held.length, isTooMuch(more)]).toEqual([200, true]);
  });

  it("is too much to go on with where more than that is shown", () => {
    expect(isTooMuch(fed(mostKept, false))).toBe(false);
    expect(isTooMuch(fed(mostKept + 1, false))).toBe(true);
  });
});
