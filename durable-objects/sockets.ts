import { z } from "zod";
import { Buckets } from "#packages/core/buckets.ts";
import { clock } from "#packages/core/clock.ts";
import { ownKeyOf } from "#packages/core/command-key.ts";
import type { AddressedEvent, FeedEvent, FeedPage } from "#packages/core/feed.ts";
import type { Permission } from "#packages/core/permissions.ts";
import { mostStanding } from "#packages/core/sending/standing.ts";
import { cut } from "#packages/core/well-formed.ts";
import type { Hub } from "./core.ts";
import { Ears, type Identity, viewing } from "./ears.ts";
import type { InApp } from "./in-app.ts";
import { Presence, sameView, type Viewer } from "./presence.ts";
import { isPlatformHub } from "./relay.ts";
import { hearsFrom, originsOf } from "./watching.ts";

export type { Identity };

const clientFrame = z.union([
  /** A page in the app is shown, or was told in another way that somebody notices. */
  z.object({ type: z.literal("took"), ids: z.array(z.string().max(64)).max(mostStanding) }),
  viewing.extend({ type: z.literal("viewing") }),
  /** The person looks at nothing in particular. */
  z.object({ type: z.literal("viewing"), entity: z.null(), entityId: z.null() }),
]);

/** How many missed events a socket is sent; whoever has missed more pages through the feed, or loads anew. */
export const mostMissed = 500;
const mostSockets = 10;

const closeCodes = {
  sessionEnded: 4401,
  /** The visits are over, or one is wanting: the client opens the socket anew, which enters again. */
  enterAnew: 4409,
  /** Another window of this session was opened: the client comes back when this one is looked at. */
  tooMany: 4429,
  policy: 1008,
};

/** A page says what it shows in 100 bytes, a few times a minute. */
const longestFrame = 1_024;
const framesPerMinute = 60;

/** Why a frame can't be read; null when it can. */
function unreadable(frame: string | ArrayBuffer): string | null {
  if (typeof frame !== "string") return "Only text is read here.";
  return frame.length > longestFrame ? "This frame is too long." : null;
}

function sendTo(socket: WebSocket, frame: string): void {
  try {
    socket.send(frame);
  } catch {
    // The other end is gone; the runtime will report the close, and the client resumes from its last seq.
  }
}

/** The hub's sockets. What must survive hibernation stands in their attachments. */
export class Sockets {
  private readonly frames = new Buckets<WebSocket>(1_000);
  /** Closed by the hub; what they still send is not read. */
  private readonly closing = new WeakSet<WebSocket>();
  private readonly presence = new Presence(() => this.viewers());

  private readonly ears: Ears;

  constructor(
    private readonly hub: Hub,
    private readonly inApp: Pick<InApp, "arrived" | "took">,
  ) {
    this.ears = new Ears(hub);
  }

  /** `missed`: what came after the last event that the client has seen; of that, `hearable` may be sent to it. */
  accept(who: Identity, { lastSeq, nextSince }: FeedPage, hearable: FeedEvent[]): Response {
    this.makeRoom(who.sid);
    const { 0: client, 1: server } = new WebSocketPair();
    this.hub.ctx.acceptWebSocket(server, [`s:${who.sid}`, `u:${who.userId}`]);
    this.ears.remember(server, { ...who, name: cut(who.name, 100), openedAt: clock.now() });
    const pages = this.inApp.arrived(who.userId);
    sendTo(server, JSON.stringify({ type: "hello", lastSeq, ...(pages.length > 0 && { pages }) }));
    for (const event of hearable) sendTo(server, JSON.stringify({ type: "activity", event }));
    if (nextSince < lastSeq) sendTo(server, JSON.stringify({ type: "behind", nextSince }));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** The oldest goes: it is likeliest a window that nobody looks at, or one whose end was never told. */
  private makeRoom(sid: string): void {
    const own = this.open(`s:${sid}`)
      .map((socket) => ({ socket, openedAt: this.ears.identityOf(socket)?.openedAt ?? 0 }))
      .sort((one, other) => one.openedAt - other.openedAt);
    for (const { socket } of own.slice(0, Math.max(0, own.length - mostSockets + 1)))
      this.close(socket, closeCodes.tooMany, "Opened in too many windows.");
  }

  /** One serialisation for all who may hear it; but who has sent the command is told that it was theirs. */
  broadcast(feed: AddressedEvent[]): void {
    const [first] = feed;
    if (!first) return;
    this.hub.recent.note(first.event.seq - 1, clock.now());
    const sockets = this.open();
    if (sockets.length === 0) return;
    const origins = isPlatformHub(this.hub) ? originsOf(this.hub, feed) : null;
    const frames = feed.map(({ event }) => JSON.stringify({ type: "activity", event }));
    for (const socket of sockets) {
      const who = this.ears.identityOf(socket);
      if (!who) continue;
      const from = origins ? hearsFrom(who.visiting, origins, clock.now()) : () => true;
      if (from === "again") this.close(socket, closeCodes.enterAnew, "Open it again to see on.");
      else
        for (const [place, addressed] of feed.entries())
          if (from(addressed.event) && this.ears.hears(who, addressed))
            sendTo(socket, ownFrame(who, addressed) ?? frames[place] ?? "");
    }
  }

  /** To those who have all of these permissions; nobody is caught up on it later. */
  tell(frame: string, permissions: Permission[]): void {
    for (const socket of this.open()) {
      const who = this.ears.identityOf(socket);
      if (who && this.ears.may(who, permissions)) sendTo(socket, frame);
    }
  }

  tellPerson(userId: string, frame: string): void {
    for (const socket of this.open(`u:${userId}`)) sendTo(socket, frame);
  }

  /** What people may do is another now: before the next event it is looked up. */
  lookAgain(): void {
    this.ears.lookAgain();
  }

  endSessions(sids: string[]): void {
    for (const sid of sids)
      for (const socket of this.open(`s:${sid}`)) this.close(socket, closeCodes.sessionEnded, "The session has ended.");
  }

  message(socket: WebSocket, data: string | ArrayBuffer): void {
    if (this.closing.has(socket)) return;
    const refusal = unreadable(data) ?? this.tooMany(socket);
    if (refusal === null) this.follow(socket, data);
    else this.close(socket, closeCodes.policy, refusal);
  }

  /** In memory: a hub forgets by hibernating, and hibernates only while no socket sends anything. */
  private tooMany(socket: WebSocket): string | null {
    return this.frames.take(socket, framesPerMinute, clock.now()) > 0 ? "Too many frames in a short time." : null;
  }

  private follow(socket: WebSocket, data: string | ArrayBuffer): void {
    const who = this.ears.identityOf(socket);
    const frame = clientFrame.safeParse(parseJson(data));
    if (!who || !frame.success) return;
    if (frame.data.type === "took") {
      if (this.ears.may(who, [])) this.inApp.took(who.userId, frame.data.ids);
      return;
    }
    const { entity, entityId } = frame.data;
    const now = entity === null ? null : { entity, entityId };
    if (sameView(who.viewing, now) || (now && !this.ears.mayLookAt(who, now))) return;
    this.ears.remember(socket, { ...who, viewing: now });
    this.presence.changed(who.viewing);
    this.presence.changed(now);
  }

  /** The other end has gone. */
  left(socket: WebSocket): void {
    this.closing.add(socket);
    this.frames.drop(socket);
    this.presence.changed(this.ears.identityOf(socket)?.viewing ?? null);
  }

  private close(socket: WebSocket, code: number, reason: string): void {
    this.left(socket);
    socket.close(code, reason);
  }

  private open(tag?: string): WebSocket[] {
    return this.hub.ctx.getWebSockets(tag).filter((socket) => !this.closing.has(socket));
  }

  private viewers(): Viewer[] {
    return this.open().flatMap((socket) => {
      const who = this.ears.identityOf(socket);
      return who ? [{ ...who, send: (frame: string) => sendTo(socket, frame) }] : [];
    });
  }
}

/** An event with the key of the command that brought it, for the person who gave that key. Null for everybody else. */
function ownFrame({ userId }: Identity, { event, commandId }: AddressedEvent): string | null {
  const command = commandId === undefined ? null : ownKeyOf(commandId, userId);
  return command === null ? null : JSON.stringify({ type: "activity", event, command });
}

function parseJson(text: string | ArrayBuffer): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
