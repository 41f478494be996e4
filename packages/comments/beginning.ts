import { cut } from "#packages/core/well-formed.ts";

const shownInFeed = 200;

/** As much of a comment as its events carry: they go to everyone who watches. */
export const beginningOf = (text: string): string => (text.length > shownInFeed ? `${cut(text, shownInFeed)}…` : text);
