import { resolveActor } from "#packages/callers.ts";
import { clock } from "#packages/core/clock.ts";
import type { Hub } from "./core.ts";
import { feedSince } from "./feed.ts";
import { beingRestored, isOpen } from "./opening.ts";
import { isPlatformHub } from "./relay.ts";
import { type Identity, mostMissed, type Sockets } from "./sockets.ts";
import { heardBefore } from "./watching.ts";

/** The upgrade to a socket, for the person that the Worker names, with what they missed after `since`. */
export function openSocket(hub: Hub, sockets: Sockets, request: Request): Response {
  // Written by the Worker after it has checked the session; nothing else can reach this object.
  const who = JSON.parse(decodeURIComponent(request.headers.get("x-d2c-identity") ?? "null")) as Identity | null;
  if (!who) return new Response("No identity", { status: 400 });
  if (!isOpen(hub)) return new Response(beingRestored.message, { status: 503 });
  // Asked again in the turn that accepts: a session that ended since the Worker looked gets no socket.
  const caller = { kind: "user", userId: who.userId, sid: who.sid } as const;
  const actor = resolveActor(hub.db, hub.processId, caller, clock.now());
  if (!actor.ok) return new Response(null, { status: 401 });
  const since = new URL(request.url).searchParams.get("since");
  const missed = feedSince(hub, actor.value, since === null ? Number.MAX_SAFE_INTEGER : Number(since), mostMissed);
  const hearable = isPlatformHub(hub) ? heardBefore(hub, who.visiting, missed.items) : missed.items;
  return sockets.accept(who, missed, hearable);
}
