import { sql } from "drizzle-orm";
import { archived, archivedBefore } from "#packages/core/archive.server.ts";
import { audible, type Heard, heardBy } from "#packages/core/audience.ts";
import { toIsoOrNull } from "#packages/core/clock.ts";
import type { ViewContext } from "#packages/core/context.ts";
import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { type FeedEvent, feedEvent } from "#packages/core/feed.ts";
import { listedRows, type ProcessReader, within } from "#packages/core/reader.ts";
import type { Ref } from "#packages/core/ref.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { lookup, select } from "#packages/core/rows.ts";
import { events, logLeft } from "#packages/core/tables.ts";
import { userById } from "#packages/users/queries.server.ts";
import { comments, watchers } from "./tables.ts";

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

/** What a timeline is to go on with from D1. */
export interface EarlierPart {
  about: Ref;
  /** Events before this one. */
  before: number;
  heard: Heard;
  /** How many the page still takes. */
  room: number;
}

/** The latest events of a record that whoever asks may hear of, or those before a cursor, with comments in full. */
export function timelineOf(
  ctx: ViewContext,
  about: Ref,
  before?: string,
  /** When the record was made, in UTC milliseconds: nothing of it is older. */
  createdAt = 0,
): TimelinePage & { timelineEarlier: EarlierPart | null } {
  const until = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
  const { where, values } = audible(ctx.actor);
  const found = select(
    ctx.db,
    events,
    `WHERE process_id = ? AND entity_id = ? AND entity = ? AND seq < ? AND ${where} ORDER BY seq DESC LIMIT ?`,
    [ctx.processId, about.id, about.kind, until, ...values, eventsShown + 1],
  ).map(feedEvent);
  const said = commentsBetween(ctx, about, found.at(-1)?.seq ?? until, until);
  const page: FeedEvent[] = [];
  let characters = 0;
  for (const event of found.slice(0, eventsShown)) {
    const comment = said.get(event.seq);
    characters += comment?.text.length ?? 0;
    if (characters > charactersShown && page.length > 0) break;
    page.push(withComment(event, comment));
  }
  const oldest = page.at(-1);
  const more = oldest !== undefined && page.length < found.length;
  const [left] = select(ctx.db, logLeft, "WHERE process_id = ? ORDER BY seq DESC LIMIT 1", [ctx.processId]);
  const all = more || !left || createdAt > left.at;
  const earlier = Math.min(oldest?.seq ?? until, (left?.event ?? 0) + 1);
  const room = eventsShown - page.length;
  const timelineEarlier = all ? null : { about, before: earlier, heard: heardBy(ctx.actor, null), room };
  return { timeline: page.reverse(), timelineCursor: more ? String(oldest.seq) : null, timelineEarlier };
}

/** The same with what has left the hub, from D1, as far as the page has room. */
export async function withEarlier<T extends TimelinePage & { timelineEarlier: EarlierPart | null }>(
  door: Pick<ProcessDoor, "read">,
  { timelineEarlier: part, ...shown }: T,
): Promise<Result<Omit<T, "timelineEarlier">>> {
  if (!part) return ok(shown);
  const { room, ...rest } = part;
  return archived(async () => {
    const found = await door.read(async (read) => {
      const events = await archivedBefore(read, { ...rest, after: 0, limit: room + 1 });
      return ok(await withComments(read, part, events));
    });
    if (!found.ok) return found;
    const page = found.value.slice(0, room);
    const oldest = page.at(-1) ?? shown.timeline[0];
    const more = found.value.length > room && oldest !== undefined;
    const timeline = [...page.reverse(), ...shown.timeline];
    return ok({ ...shown, timeline, timelineCursor: more ? String(oldest.seq) : null });
  });
}

type Said = Pick<typeof comments.$inferSelect, "text" | "visibility" | "heldUntil">;

/** The event of a comment as it stands now: in full, and whether it is still on its way to the client. */
function withComment(event: FeedEvent, comment: Said | undefined): FeedEvent {
  if (!comment) return event;
  const { text, visibility, heldUntil } = comment;
  return { ...event, data: { ...event.data, text, visibility, heldUntil: toIsoOrNull(heldUntil) } };
}

/** A client has a comment by the event that published it, the team by its own: in one timeline it stands once in full. */
const seqOf = (forTeam: boolean): "seq" | "publishedSeq" => (forTeam ? "seq" : "publishedSeq");

async function withComments(read: ProcessReader, { about, heard }: EarlierPart, found: FeedEvent[]) {
  const by = seqOf(heard.audiences.includes('"team"'));
  const seqs = JSON.stringify(found.filter(({ data }) => data?.commentId !== undefined).map(({ seq }) => seq));
  const { rows } = await listedRows(
    read,
    comments,
    sql`${comments} WHERE ${within(read, comments.processId)} AND ${comments.aboutKind} = ${about.kind}
      AND ${comments.aboutId} = ${about.id} AND ${comments[by]} IN (SELECT value FROM json_each(${seqs}))`,
  );
  const said = new Map(rows.map((row) => [row[by], row]));
  return found.map((event) => withComment(event, said.get(event.seq)));
}

/** Comments in full, newest first, until there are more characters than a page shows. */
function commentsBetween(
  { db, processId, actor }: ViewContext,
  about: Ref,
  from: number,
  until: number,
): ReadonlyMap<number, Said> {
  const by = seqOf(actor.role !== "client");
  const column = comments[by].name;
  const rows = db.$client.sql.exec<Said & { seq: number }>(
    `SELECT ${column} AS seq, text, visibility, held_until AS heldUntil FROM comments
     WHERE process_id = ? AND about_kind = ? AND about_id = ? AND ${column} >= ? AND ${column} < ? ORDER BY ${column} DESC`,
    processId,
    about.kind,
    about.id,
    from,
    until,
  );
  const said = new Map<number, Said>();
  let characters = 0;
  for (const { seq, ...comment } of rows) {
    said.set(seq, comment);
    characters += comment.text.length;
    if (characters > charactersShown) break;
  }
  return said;
}
