import { audible } from "#packages/core/audience.ts";
import type { ViewContext } from "#packages/core/context.ts";
import type { HubDb } from "#packages/core/database.ts";
import { type FeedEvent, feedEvent } from "#packages/core/feed.ts";
import { select } from "#packages/core/rows.ts";
import { events } from "#packages/core/tables.ts";

/** Events of one page of a timeline, and characters of its comments after which it ends earlier. */
const eventsShown = 100;
const charactersShown = 100_000;

export interface TimelinePage {
  /** Oldest first. */
  timeline: FeedEvent[];
  /** Asks for the events before these; null when there are none. */
  timelineCursor: string | null;
}

/** The latest events of an incident that somebody may hear of, or those before a cursor, with comments in full. */
export function timelineOf(ctx: ViewContext, incidentId: string, before?: string): TimelinePage {
  const { db, processId, actor } = ctx;
  const until = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
  const { where, values } = audible(actor);
  const found = select(
    db,
    events,
    `WHERE process_id = ? AND entity_id = ? AND seq < ? AND ${where} ORDER BY seq DESC LIMIT ?`,
    [processId, incidentId, until, ...values, eventsShown + 1],
  ).map(feedEvent);
  const texts = textsBetween(db, processId, incidentId, found.at(-1)?.seq ?? until, until);
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
function textsBetween(db: HubDb, processId: string, incidentId: string, from: number, until: number) {
  const rows = db.$client.sql.exec<{ seq: number; text: string }>(
    "SELECT seq, text FROM incident_comments WHERE process_id = ? AND incident_id = ? AND seq >= ? AND seq < ? ORDER BY seq DESC",
    processId,
    incidentId,
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
