import { audible } from "#packages/core/audience.ts";
import type { ViewContext } from "#packages/core/context.ts";
import { type FeedEvent, feedEvent } from "#packages/core/feed.ts";
import type { Ref } from "#packages/core/ref.ts";
import { lookup, select } from "#packages/core/rows.ts";
import { events } from "#packages/core/tables.ts";
import { userById } from "#packages/users/queries.server.ts";
import { watchers } from "./tables.ts";

/** Events of one page of a timeline, and characters of its comments after which it ends earlier. */
const eventsShown = 100;
const charactersShown = 100_000;

const watchersByRecord = lookup(watchers, ["aboutKind", "aboutId"]);

/** Those who watch a record. */
export const watchersOf = ({ db, processId }: ViewContext, { kind, id }: Ref): { id: string; name: string }[] =>
  watchersByRecord
    .all(db, processId, { aboutKind: kind, aboutId: id })
    .map(({ userId }) => ({ id: userId, name: userById(db, processId, userId)?.name ?? "Unknown" }));

export interface TimelinePage {
  /** Oldest first. */
  timeline: FeedEvent[];
  /** Asks for the events before these; null when there are none. */
  timelineCursor: string | null;
}

/** The latest events of a record that whoever asks may hear of, or those before a cursor, with comments in full. */
export function timelineOf(ctx: ViewContext, about: Ref, before?: string): TimelinePage {
  const until = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
  const { where, values } = audible(ctx.actor);
  const found = select(
    ctx.db,
    events,
    `WHERE process_id = ? AND entity_id = ? AND entity = ? AND seq < ? AND ${where} ORDER BY seq DESC LIMIT ?`,
    [ctx.processId, about.id, about.kind, until, ...values, eventsShown + 1],
  ).map(feedEvent);
  const texts = textsBetween(ctx, about, found.at(-1)?.seq ?? until, until);
  const page: FeedEvent[] = [];
  let characters = 0;
  for (const event of found.slice(0, eventsShown)) {
    const text = texts.get(event.seq);
    characters += text?.length ?? 0;
    if (characters > charactersShown && page.length > 0) break;
    page.push(text === undefined ? event : { ...event, data: { ...event.data, text } });
  }
  const oldest = page.at(-1);
  const more = oldest !== undefined && page.length < found.length;
  return { timeline: page.reverse(), timelineCursor: more ? String(oldest.seq) : null };
}

/** Comments in full, newest first, until there are more characters than a page shows. */
function textsBetween({ db, processId }: ViewContext, about: Ref, from: number, until: number) {
  const rows = db.$client.sql.exec<{ seq: number; text: string }>(
    `SELECT seq, text FROM comments
     WHERE process_id = ? AND about_kind = ? AND about_id = ? AND seq >= ? AND seq < ? ORDER BY seq DESC`,
    processId,
    about.kind,
    about.id,
    from,
    until,
  );
  const texts = new Map<number, string>();
  let characters = 0;
  for (const { seq, text } of rows) {
    texts.set(seq, text);
    characters += text.length;
    if (characters > charactersShown) break;
  }
  return texts;
}
