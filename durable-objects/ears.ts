import { z } from "zod";
import { resolveActor } from "#packages/callers.ts";
import type { Actor } from "#packages/core/actor.ts";
import { mayHear } from "#packages/core/audience.ts";
import { clock } from "#packages/core/clock.ts";
import { mayKnow } from "#packages/core/entity.ts";
import type { AddressedEvent } from "#packages/core/feed.ts";
import { can, type Permission } from "#packages/core/permissions.ts";
import { rowById } from "#packages/core/rows.ts";
import { kindsByName } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";
import { visiting } from "./watching.ts";

const name = z.string().regex(/^[\w.-]+$/);
export const viewing = z.object({ entity: name.max(40), entityId: name.max(64) });

/** Who is at the other end; survives hibernation in the socket's attachment. */
const identity = z.object({
  sid: z.string(),
  userId: z.string(),
  name: z.string(),
  viewing: viewing.nullable(),
  /** On the platform's hub: what this person may hear of other processes. */
  visiting: visiting.nullable().default(null),
  /** UTC milliseconds. */
  openedAt: z.number().default(0),
});
export type Identity = z.infer<typeof identity>;

/** Who is at the other end of each socket and what they may hear: read and worked out once, not for each event. */
export class Ears {
  private identities = new WeakMap<WebSocket, Identity>();
  /** By session; null: it stands no more. */
  private actors = new Map<string, Actor | null>();

  constructor(private readonly hub: Hub) {}

  identityOf(socket: WebSocket): Identity | null {
    const known = this.identities.get(socket);
    if (known) return known;
    const read = identity.safeParse(socket.deserializeAttachment()).data ?? null;
    if (read) this.identities.set(socket, read);
    return read;
  }

  remember(socket: WebSocket, who: Identity): void {
    socket.serializeAttachment(who);
    this.identities.set(socket, who);
  }

  /** What people may do is another now. */
  lookAgain(): void {
    this.actors.clear();
  }

  may(who: Identity, permissions: Permission[]): boolean {
    const actor = this.actorOf(who);
    return actor !== null && permissions.every((permission) => can(actor.permissions, permission));
  }

  hears(who: Identity, { event, audience }: AddressedEvent): boolean {
    const actor = this.actorOf(who);
    // Of a kind that only a newer release knows nobody here may hear yet.
    const kind = kindsByName.get(event.entity);
    return actor !== null && kind !== undefined && mayHear(actor, kind.permission, audience);
  }

  /** Whether somebody may be told who else looks at a record. Of one that is not there nothing can be told. */
  mayLookAt(who: Identity, { entity, entityId }: { entity: string; entityId: string }): boolean {
    const actor = this.actorOf(who);
    const kind = kindsByName.get(entity);
    if (!actor || !kind || !actor.permissions.includes(kind.permission)) return false;
    const row = rowById(this.hub.db, kind.table, this.hub.processId, entityId);
    return row === null || mayKnow(actor, kind, row);
  }

  private actorOf({ userId, sid }: Identity): Actor | null {
    const known = this.actors.get(sid);
    if (known !== undefined) return known;
    const actor = resolveActor(this.hub.db, this.hub.processId, { kind: "user", userId, sid }, clock.now());
    this.actors.set(sid, actor.ok ? actor.value : null);
    return actor.ok ? actor.value : null;
  }
}
