import type { Actor } from "#packages/core/actor.ts";
import { audible } from "#packages/core/audience.ts";
import { type SearchHit, type SearchQuestion, searchColumns } from "#packages/core/search.ts";
import { matchEnd, matchStart } from "#packages/core/search-marks.ts";
import { readableKinds } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";
import { mayKnowOf } from "./naming.ts";
import { nearExpression } from "./search-near.ts";

/** Matches that are looked at for one answer: many rows may be of the same record. */
const mostLookedAt = 2_000;

/** A single letter or digit begins a word in almost every document. In other scripts one character can be a word. */
const isShort = (word: string) => /^[a-z0-9]$/i.test(word);

/**
 * Plain words to an FTS5 query: each word quoted, so nothing in it is an operator, and maybe unfinished. Single letters
 * narrow nothing down and are left out beside longer words; alone they are whole words, which are not ranked.
 */
export function matchExpression(query: string): { match: string; ranked: boolean } | null {
  const words =
    query
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? [];
  const [first] = words;
  if (first === undefined) return null;
  const long = words.filter((word) => !isShort(word));
  if (long.length === 0) return { match: `"${first}"`, ranked: false };
  return { match: long.map((word) => `"${word}"*`).join(" "), ranked: true };
}

const weights = searchColumns.map((_, place) => Math.max(1, 10 - 3 * place)).join(", ");

/** Records that match, best first, as far as whoever asks may know of them. */
export function search(hub: Hub, actor: Actor, question: SearchQuestion): SearchHit[] {
  const expression = matchExpression(question.text);
  if (!expression) return [];
  const found = matching(hub, actor, question, expression);
  if (found.length > 0 || !question.forgiving) return found;
  const near = nearExpression(hub.sql, question.text);
  return near === null ? [] : matching(hub, actor, question, { match: near, ranked: true });
}

function matching(
  hub: Hub,
  actor: Actor,
  { kinds, limit }: SearchQuestion,
  expression: { match: string; ranked: boolean },
): SearchHit[] {
  // Ordered by FTS5's own `rank`, it makes a passage only of the matches that are looked at; by `bm25()`, of every match. What
  // is not ranked comes newest first, which needs no look at the others.
  const order = expression.ranked ? `AND rank MATCH 'bm25(${weights})' ORDER BY rank` : "ORDER BY search.rowid DESC";
  const heard = audible(actor);
  const matches = hub.sql.exec<{ kind: string; id: string; ofAnother: number; snippet: string }>(
    `SELECT row.kind, row.id, row.row_id <> row.id AS ofAnother, snippet(search, -1, ?, ?, '…', 16) AS snippet
     FROM search CROSS JOIN hub_search_rows AS row ON row.document = search.rowid
     WHERE search MATCH ? AND row.kind IN (SELECT value FROM json_each(?))
       AND ${heard.where}
     ${order} LIMIT ${mostLookedAt}`,
    matchStart,
    matchEnd,
    expression.match,
    JSON.stringify(readableKinds(actor, kinds)),
    ...heard.values,
  );
  const found = new Map<string, SearchHit>();
  // What is found by another row, such as a comment: that row's audience says nothing of the record's own.
  for (const { ofAnother, ...hit } of matches) {
    const key = `${hit.kind}/${hit.id}`;
    if (!found.has(key) && (ofAnother === 0 || mayKnowOf(hub, actor, hit))) found.set(key, hit);
    if (found.size === limit) break;
  }
  return [...found.values()];
}
