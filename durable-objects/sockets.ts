import { z } from "zod";
import { clock } from "#packages/core/clock.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Hub } from "./core.ts";
import { heard, visiting } from "./watching.ts";

/** Who is at the other end; survives hibernation in the socket's attachment. */
const identity = z.object({
  sid: z.string(),
  userId: z.string(),
  name: z.string(),
  viewing: z.object({ entity: z.string(), entityId: z.string() }).nullable(),
  /** On the platform's hub: what this person may hear of other processes. */
  visiting: visiting.nullable().default(null),
});
export type Identity = z.infer<typeof identity>;

const clientFrame = z.object({
  type: z.literal("viewing"),
  /** Both null: the person looks at nothing in particular. */
  entity: z.string().max(40).nullable(),
  entityId: z.string().max(64).nullable(),
});

export const sessionEnded = 4401;
/** The visits are over, or one is wanting: the client opens the socket anew, which enters again. */
const enterAnew = 4409;

const identityOf = (socket: WebSocket): Identity | null =>
  identity.safeParse(socket.deserializeAttachment()).data ?? null;

function sendTo(socket: WebSocket, frame: unknown): void {
  try {
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  } catch {
    // The other end is gone; the runtime will report the close, and the client resumes from its last seq.
  }
}

export function accept(hub: Hub, who: Identity, missed: FeedEvent[], lastSeq: number): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  hub.ctx.acceptWebSocket(server, [`s:${who.sid}`, `u:${who.userId}`]);
  server.serializeAttachment(who);
  sendTo(server, { type: "hello", lastSeq });
  for (const event of missed) sendTo(server, { type: "activity", event });
  return new Response(null, { status: 101, webSocket: client });
}

/** One serialisation for all who watch. */
export function broadcast(hub: Hub, feed: FeedEvent[]): void {
  if (feed.length === 0) return;
  const frames = new Map(feed.map((event) => [event, JSON.stringify({ type: "activity", event })]));
  for (const socket of hub.ctx.getWebSockets()) {
    const events = isPlatform(hub) ? heard(hub, identityOf(socket)?.visiting ?? null, feed, clock.now()) : feed;
    if (!events) socket.close(enterAnew, "Open it again to see on.");
    else for (const event of events) sendTo(socket, frames.get(event));
  }
}

const isPlatform = (hub: Hub): boolean => hub.processId === platformProcess;

export function closeSessions(hub: Hub, sids: string[]): void {
  for (const sid of sids) {
    for (const socket of hub.ctx.getWebSockets(`s:${sid}`)) socket.close(sessionEnded, "The session has ended.");
  }
}

export function onMessage(hub: Hub, socket: WebSocket, text: string): void {
  const who = identityOf(socket);
  const frame = clientFrame.safeParse(parseJson(text));
  if (!who || !frame.success) return;
  const { entity, entityId } = frame.data;
  const before = who.viewing;
  socket.serializeAttachment({ ...who, viewing: entity && entityId ? { entity, entityId } : null });
  if (before && before.entityId !== entityId) announce(hub, before.entity, before.entityId);
  if (entity && entityId) announce(hub, entity, entityId);
}

export function onClose(hub: Hub, socket: WebSocket): void {
  const who = identityOf(socket);
  if (who?.viewing) announce(hub, who.viewing.entity, who.viewing.entityId, socket);
}

/** Tells everyone who looks at a thing who else does. */
function announce(hub: Hub, entity: string, entityId: string, leaving?: WebSocket): void {
  const viewers = hub.ctx
    .getWebSockets()
    .filter((socket) => socket !== leaving)
    .map((socket) => ({ socket, who: identityOf(socket) }))
    .filter(({ who }) => who?.viewing?.entity === entity && who.viewing.entityId === entityId);
  const users = [...new Map(viewers.map(({ who }) => [who?.userId, { id: who?.userId, name: who?.name }])).values()];
  for (const { socket } of viewers) sendTo(socket, { type: "presence", entity, entityId, users });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
