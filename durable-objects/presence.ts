import { soon } from "#packages/core/patience.ts";

/** What somebody has open. */
export interface Viewing {
  entity: string;
  entityId: string;
}

export interface Viewer {
  userId: string;
  name: string;
  viewing: Viewing | null;
  send(frame: string): void;
}

/** Changes within this time are one announcement: a page that is left and opened again is not even noticed. */
const gatherMs = 250;

export const sameView = (one: Viewing | null, other: Viewing | null): boolean =>
  one?.entity === other?.entity && one?.entityId === other?.entityId;

/** Tells everyone who looks at a thing who else does. Nothing of it is kept: each announcement asks who is there. */
export class Presence {
  private readonly gathering = new Set<string>();

  constructor(private readonly viewers: () => Viewer[]) {}

  changed(thing: Viewing | null): void {
    if (!thing) return;
    const key = `${thing.entity}/${thing.entityId}`;
    if (this.gathering.has(key)) return;
    this.gathering.add(key);
    void soon(gatherMs).then(() => {
      this.gathering.delete(key);
      this.announce(thing);
    });
  }

  private announce(thing: Viewing): void {
    const viewers = this.viewers().filter(({ viewing }) => sameView(viewing, thing));
    const users = [...new Map(viewers.map(({ userId, name }) => [userId, { id: userId, name }])).values()];
    users.sort((one, other) => (one.name < other.name ? -1 : 1));
    const frame = JSON.stringify({ type: "presence", ...thing, users });
    for (const viewer of viewers) viewer.send(frame);
  }
}
