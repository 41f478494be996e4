import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { cut } from "#packages/core/well-formed.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { sessionLength, sessionsAtOnce } from "./rules.ts";
import { sessions } from "./tables.ts";

const sessionsByUser = lookup(sessions, ["userId"]);

const sessionRefs = (id: string) => [{ kind: "session", id }];
export const createSession = command({
  name: "sessions.create",
  permission: "system",
  audit: {
    action: "session.create",
    words: "signed in",
    entity: "session",
    about: ({ id, userId, how }) => ({ refs: [...sessionRefs(id), { kind: "user", id: userId }], detail: { how } }),
  },
  input: z.strictObject({
    id,
    userId: id,
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** The session that was presented: it ends with the one that takes its place. */
    instead: id.nullable().default(null),
    /** A session of another person or process that was presented: its hub ends it, now or when it is back. */
    leaves: z.strictObject({ processId: id, userId: id, sid: id }).nullable().default(null),
    /** By a password, or from another process of the same person. */
    how: z.enum(["password", "switch"]).default("password"),
  }),
  run(ctx, input) {
    const user = userById(ctx.db, ctx.processId, input.userId);
    if (!user?.isActive)
      return refuse(errors.unauthenticated("This account is not active. Ask an admin of your process."));
    const process = mustOwnProcess(ctx.db, ctx.processId);
    const { instead, leaves, how: _, ...rest } = input;
    if (leaves) ctx.call(leaves.processId, endLeft, { id: leaves.sid, userId: leaves.userId });
    for (const old of replaced(ctx, user.id, instead))
      ctx.patch(sessions, old, { revokedAt: ctx.now, revokedWhy: old.id === instead ? "signed in anew" : "too many" });
    const session = ctx.put(sessions, {
      ...rest,
      userAgent: rest.userAgent === null ? null : cut(rest.userAgent, 300),
      expiresAt: ctx.now + sessionLength,
      revokedAt: null,
      revokedWhy: null,
    });
    const { id: userId, email, name, role } = user;
    return ok({
      id: session.id,
      expiresAt: session.expiresAt,
      user: { id: userId, email, name, role, processId: process.id, processSlug: process.slug },
    });
  },
});

/** Standing sessions that end when a new one begins: the one it replaces, and the oldest when there are too many. */
function replaced(ctx: Ctx, userId: string, instead: string | null) {
  const standing = standingOf(ctx, userId).sort((a, b) => b.rev - a.rev);
  const kept = standing.filter(({ id }) => id !== instead).slice(0, sessionsAtOnce - 1);
  return standing.filter((session) => !kept.includes(session));
}

/** The directory says that somebody's try to sign in was refused: for the log of those who manage people here. */
export const noteRefused = command({
  name: "sessions.refused",
  permission: "system",
  audit: {
    action: "session.refuse",
    words: "was refused at sign-in",
    entity: "session",
    always: true,
    about: ({ userId, why, ip }) => ({ refs: [{ kind: "user", id: userId }], detail: { userId, why, ip } }),
  },
  input: z.strictObject({ userId: id, why: z.string().max(40), ip: z.string().max(64).nullable() }),
  run: () => ok(null),
});

export const endSession = command({
  name: "sessions.end",
  permission: "anyone_signed_in",
  audit: {
    action: "session.end",
    words: "signed out",
    entity: "session",
    about: ({ id }) => ({ refs: sessionRefs(id) }),
  },
  neverLimited: true,
  input: z.strictObject({ id }),
  run(ctx, input) {
    const session = rowById(ctx.db, sessions, ctx.processId, input.id);
    if (!session || session.userId !== ctx.actor.id) return refuse(errors.notFound("The session"));
    if (session.revokedAt === null) ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: "signed out" });
    return ok(null);
  },
});

/** Somebody went on to another process, or signed in as another person. */
export const endLeft = command({
  name: "sessions.endLeft",
  permission: "system",
  audit: {
    action: "session.end",
    words: "signed out",
    entity: "session",
    about: ({ id }) => ({ refs: sessionRefs(id) }),
  },
  input: z.strictObject({ id, userId: id }),
  run(ctx, { id, userId }) {
    const session = rowById(ctx.db, sessions, ctx.processId, id);
    if (session?.userId === userId && session.revokedAt === null)
      ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: "signed in elsewhere" });
    return ok(null);
  },
});

/** Fired by the timer: the session's time is over. */
export const expireSession = command({
  name: "sessions.expire",
  permission: "system",
  audit: {
    action: "session.expire",
    words: "was signed out, for the session had run out",
    entity: "session",
    about: ({ id }) => ({ refs: sessionRefs(id) }),
  },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const session = rowById(ctx.db, sessions, ctx.processId, input.id);
    if (session && session.revokedAt === null && session.expiresAt <= ctx.now)
      ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: "ran out" });
    return ok(null);
  },
});

const standingOf = (ctx: Ctx, userId: string) =>
  sessionsByUser.all(ctx.db, ctx.processId, { userId }).filter((session) => session.revokedAt === null);

/** Ends every session of a person, within the command that makes it necessary. */
export function endSessionsOf(ctx: Ctx, userId: string, why: string): void {
  for (const session of standingOf(ctx, userId)) ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: why });
}
