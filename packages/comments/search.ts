import { searchSource } from "#packages/core/search.ts";
import { comments } from "./tables.ts";

/** Each comment by itself: one more is no reason to index the others again. It finds what it was written about. */
export const commentSearch = searchSource({
  name: "comments",
  version: 2,
  table: comments,
  finds: ({ aboutKind, aboutId }) => ({ kind: aboutKind, id: aboutId }),
  audience: ({ publishedSeq }) => (publishedSeq === null ? "team" : "client"),
  text: (_, { text }) => ({ discussion: text }),
});
