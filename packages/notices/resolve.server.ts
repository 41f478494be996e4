import { permissionsFor } from "#packages/core/access.ts";
import { nameWords } from "#packages/core/capital.ts";
import type { HubDb } from "#packages/core/database.ts";
import type { DeliveryChannel } from "#packages/core/delivery.ts";
import type { Notice } from "#packages/core/notice.ts";
import type { Notifier, Readers, Recipient } from "#packages/core/notify.ts";
import { can } from "#packages/core/permissions.ts";
import { type User, usersByIds, usersOf } from "#packages/users/queries.server.ts";

/** Ways that lead to a person. */
const personal = ["email", "in_app"] as const satisfies DeliveryChannel[];
/** Ways that lead to the process's own address, in words. */
const shared = { slack: "Slack", webhook: "webhook" } as const;

const isShared = (channel: DeliveryChannel): channel is keyof typeof shared => channel in shared;
const mayRead = (db: HubDb, user: User, { permission, audience }: Readers): boolean =>
  can(permissionsFor(db, user.processId, user), permission) &&
  (typeof audience === "string" || audience.users.includes(user.id));

/** Everyone by e-mail, unless the notice names its ways; who is not active or may not read what it is about gets nothing. */
export const resolve: Notifier["resolve"] = ({ db, processId }, { people, about, channels = ["email"] }, readersOf) => {
  const found = people === "team" ? usersOf(db, processId) : inOrder(usersByIds(db, processId, people), people);
  const readers = readersOf(about);
  const told = found.filter((user) => user.isActive && mayRead(db, user, readers));
  const ways = personal.filter((channel) => channels.includes(channel));
  return [
    ...ways.flatMap((channel) => told.map((user): Recipient => ({ channel, recipient: user.email, userId: user.id }))),
    ...channels.filter(isShared).map((channel) => ({ channel, recipient: shared[channel], userId: null })),
  ];
};

const inOrder = (found: ReadonlyMap<string, User>, ids: Exclude<Notice["people"], "team">): User[] =>
  [...new Set(ids)].flatMap((id) => found.get(id) ?? []);

/** Holds for every message to a person: who was deactivated, or may not read what it is about any more, is told nothing. */
export const judge: Notifier["judge"] = (db, processId, waiting, readersOf) => {
  const people = usersByIds(
    db,
    processId,
    waiting.flatMap(({ userId }) => userId ?? []),
  );
  return ({ userId, aboutKind: kind, aboutId: id }) => {
    if (!userId) return null;
    const user = people.get(userId);
    if (!user) return "its recipient no longer exists";
    if (!user.isActive) return `${user.name} is no longer active`;
    const what = `${id === null ? "such" : "this"} ${nameWords(kind)}`;
    return mayRead(db, user, readersOf({ kind, id })) ? null : `${user.name} may no longer see ${what}`;
  };
};
