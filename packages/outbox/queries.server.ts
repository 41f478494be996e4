import { and, desc, eq, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import type { Rest } from "#packages/core/delivery.ts";
import { plainText } from "#packages/core/message.ts";
import { type Cursor, decodeCursor, type Page, pageInput, pageOf } from "#packages/core/paging.ts";
import { listedWithin, type ProcessReader, within } from "#packages/core/reader.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { deliveries, messages, processClocks } from "#packages/core/tables.ts";

export const deliveryStates = [
  "queued",
  "unseen",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "dropped",
  "parked",
] as const;

export const ListOutbox = z.object({
  state: z.enum(deliveryStates).optional(),
  about: z.string().max(64).optional().describe("The id of what they are about."),
  id: z.string().max(64).optional().describe("One delivery only."),
  ...pageInput,
});

type Delivery = typeof deliveries.$inferSelect;
type Message = typeof messages.$inferSelect;

export const deliveryAnswer = (delivery: Delivery, message: Message | undefined) => ({
  id: delivery.id,
  processId: delivery.processId,
  event: delivery.event,
  channel: delivery.channel,
  to: delivery.recipient,
  /** `id` null: several of the kind. */
  about: { kind: delivery.aboutKind, id: delivery.aboutId },
  subject: message?.subject ?? "",
  text: message ? plainText(message.body) : "",
  state: delivery.state,
  attempts: delivery.attempts,
  createdAt: toIso(delivery.createdAt),
  sentAt: toIsoOrNull(delivery.sentAt),
  deliveredAt: toIsoOrNull(delivery.deliveredAt),
  /** When it was dropped or given up, came back or was complained of. */
  settledAt: toIsoOrNull(delivery.settledAt),
  nextTryAt: toIsoOrNull(delivery.nextTryAt),
  error: delivery.error,
});
export type DeliveryAnswer = ReturnType<typeof deliveryAnswer>;

/**
 * Newest first: within a process ids sort by time, across processes they begin with each one's tag. Texts come in a second
 * query, once per message and not per recipient.
 */
export async function listOutbox(
  read: ProcessReader,
  filter: z.infer<typeof ListOutbox>,
): Promise<Result<Page<DeliveryAnswer>>> {
  const across = read.processId === null && filter.id === undefined;
  const sort = across ? "createdAt" : "id";
  const cursor = decodeCursor(filter.cursor, sort);
  if (!cursor.ok) return cursor;
  const few = filter.id !== undefined || filter.about !== undefined;
  const conditions: (SQL | undefined)[] = [
    few ? within(read, deliveries.processId) : listedWithin(read, deliveries.processId),
    filter.state ? eq(deliveries.state, filter.state) : undefined,
    filter.id ? eq(deliveries.id, filter.id) : undefined,
    filter.about ? eq(deliveries.aboutId, filter.about) : undefined,
    cursor.value ? after(deliveries, cursor.value) : undefined,
  ];
  const rows = await read.db
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(...(across ? [desc(deliveries.createdAt)] : []), desc(deliveries.id))
    .limit(filter.limit + 1);
  const { page, nextCursor } = pageOf(rows, filter.limit, placeIn(sort, across));
  const texts = await messagesOf(read, page);
  return ok({ items: page.map((delivery) => deliveryAnswer(delivery, texts.get(delivery.messageId))), nextCursor });
}

/** Within a process ids sort by time; across processes the time comes first. */
const placeIn =
  (sort: string, across: boolean) =>
  ({ createdAt, id }: { createdAt: number; id: string }): Cursor => ({ sort, value: across ? createdAt : null, id });

const after = (table: typeof deliveries | typeof messages, { value, id }: Cursor): SQL =>
  value === null ? lt(table.id, String(id)) : sql`(${table.createdAt}, ${table.id}) < (${value}, ${String(id)})`;

export const ListMessages = z.object({
  about: z.string().max(64).optional().describe("The id of what they are about."),
  ...pageInput,
});

export const messageAnswer = ({
  told,
  body,
  aboutKind,
  aboutId,
  createdAt,
  rev: _rev,
  updatedAt: _updatedAt,
  ...message
}: Message) => ({
  ...message,
  about: { kind: aboutKind, id: aboutId },
  text: plainText(body),
  createdAt: toIso(createdAt),
  told: (told ?? []).flatMap(({ channel, state, to }) =>
    to.map(([recipient, sentAfter, arrivedAfter]) => ({
      ...{ channel, state, to: recipient },
      sentAt: toIsoOrNull(sentAfter === null ? null : createdAt + sentAfter),
      deliveredAt: toIsoOrNull(arrivedAfter === null ? null : createdAt + arrivedAfter),
    })),
  ),
});

/** Newest first, each with whom it reached; those of the last two weeks, and what did not arrive, are deliveries. */
export async function listMessages(
  read: ProcessReader,
  { about, cursor: wanted, limit }: z.infer<typeof ListMessages>,
): Promise<Result<Page<ReturnType<typeof messageAnswer>>>> {
  const across = read.processId === null && about === undefined;
  const sort = across ? "createdAt" : "id";
  const cursor = decodeCursor(wanted, sort);
  if (!cursor.ok) return cursor;
  const rows = await read.db
    .select()
    .from(messages)
    .where(
      and(
        about ? within(read, messages.processId) : listedWithin(read, messages.processId),
        about ? eq(messages.aboutId, about) : undefined,
        cursor.value ? after(messages, cursor.value) : undefined,
      ),
    )
    .orderBy(...(across ? [desc(messages.createdAt)] : []), desc(messages.id))
    .limit(limit + 1);
  const { page, nextCursor } = pageOf(rows, limit, placeIn(sort, across));
  return ok({ items: page.map(messageAnswer), nextCursor });
}

/** What a process's hub told of a channel that takes nothing. */
type ToldRest = Omit<Rest, "nextTryAt">;

/** Channels that take no messages at present, by what the hubs have told D1. */
export async function listResting(read: ProcessReader) {
  const rows = await read.db
    .select({ processId: processClocks.processId, resting: processClocks.resting })
    .from(processClocks)
    .where(and(isNotNull(processClocks.resting), within(read, processClocks.processId)));
  const items = rows.flatMap(({ processId, resting }) =>
    // Written by the hub's mirror, from its own list.
    ((resting ?? []) as unknown as ToldRest[]).map(({ since, ...rest }) => ({
      processId,
      ...rest,
      since: toIso(since),
    })),
  );
  return ok({ items, nextCursor: null, total: items.length });
}
export type RestingAnswer = Extract<Awaited<ReturnType<typeof listResting>>, { ok: true }>["value"]["items"][number];

const idsPerRead = 90;

async function messagesOf(read: ProcessReader, page: Delivery[]): Promise<Map<string, Message>> {
  const ids = [...new Set(page.map((delivery) => delivery.messageId))];
  const found = new Map<string, Message>();
  for (let start = 0; start < ids.length; start += idsPerRead) {
    const some = inArray(messages.id, ids.slice(start, start + idsPerRead));
    const rows = await read.db
      .select()
      .from(messages)
      .where(and(within(read, messages.processId), some));
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
