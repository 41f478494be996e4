import type { FeedItem } from "./feed-row.tsx";

/** What a page keeps beside what it was loaded with: a wallboard is left open for weeks. */
export const mostKept = 200;

export interface FeedState {
  /** Came in by the socket since the page was loaded, newest first. */
  shown: readonly FeedItem[];
  /** Came since and wait to be shown, newest first. */
  held: readonly FeedItem[];
  /** Of what waits some was let go: it is loaded when it is to be shown. */
  overflown: boolean;
}

export const nothingCame: FeedState = { shown: [], held: [], overflown: false };

/** With a new event. `wait`: nothing may move now. An event that is there already changes nothing. */
export function withEvent(state: FeedState, event: FeedItem, wait: boolean): FeedState {
  const newest = state.held[0] ?? state.shown[0];
  if (newest && event.seq <= newest.seq) return state;
  if (!wait && state.held.length === 0) return { ...state, shown: [event, ...state.shown] };
  const held = [event, ...state.held].slice(0, mostKept);
  return { ...state, held, overflown: state.overflown || state.held.length === mostKept };
}

export const released = ({ shown, held }: FeedState): FeedState => ({ ...nothingCame, shown: [...held, ...shown] });

/** So much came that the page has to be loaded anew to be whole, or small, again. */
export const isTooMuch = ({ shown, overflown }: FeedState): boolean => overflown || shown.length > mostKept;
