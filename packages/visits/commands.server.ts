import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { visitAnswer } from "./answer.ts";
import { latestVisit } from "./queries.server.ts";
import { stands, visitLength } from "./rules.ts";
import { visits } from "./tables.ts";

/** Before the first look. One audit row for each visit: entering again while it stands changes nothing. */
export const enterProcess = command({
  name: "visits.enter",
  permission: "platform.cross_process",
  neverLimited: true,
  audit: { action: "process.visit", words: "looked into the process", entity: "visit" },
  input: z.strictObject({ sid: id }),
  run(ctx, { sid }) {
    const { kind, id: userId, name, role } = ctx.actor;
    if (kind !== "visitor" || userId === null || role === null)
      return refuse(errors.forbidden("Only somebody from another process can enter this one."));
    const latest = latestVisit(ctx.db, ctx.processId, sid);
    if (latest && stands(latest, ctx.now)) return ok({ id: latest.id, expiresAt: latest.expiresAt });
    const visit = ctx.put(visits, {
      id: ctx.newId("visit"),
      userId,
      name,
      role,
      sid,
      expiresAt: ctx.now + visitLength,
      endedAt: null,
      reason: null,
    });
    return ok({ id: visit.id, expiresAt: visit.expiresAt });
  },
});

/**
 * The visited process's end of a visit: the visitor is refused from the next command or question on. Whoever crosses processes
 * as their work may come again, and is in the log once more.
 */
export const endVisit = command({
  name: "visits.end",
  permission: "members.manage",
  neverLimited: true,
  audit: {
    action: "process.end_visit",
    words: "ended a visit",
    entity: "visit",
    about: ({ id }) => ({ refs: [{ kind: "visit", id }] }),
  },
  input: z.strictObject({ id }),
  run(ctx, { id }) {
    const visit = rowById(ctx.db, visits, ctx.processId, id);
    if (!visit) return refuse(errors.notFound("The visit"));
    const ended = stands(visit, ctx.now) ? ctx.patch(visits, visit, { endedAt: ctx.now }) : visit;
    return ok(visitAnswer(ended, ctx.now));
  },
});

/** Its visitor's own end of a visit, by signing out. From the next command or question on the hub refuses them. */
export const leaveProcess = command({
  name: "visits.leave",
  permission: "platform.cross_process",
  neverLimited: true,
  audit: { action: "process.leave", words: "left the process", entity: "visit" },
  input: z.strictObject({ sid: id }),
  run(ctx, { sid }) {
    const latest = latestVisit(ctx.db, ctx.processId, sid);
    if (latest && latest.userId === ctx.actor.id && stands(latest, ctx.now))
      ctx.patch(visits, latest, { endedAt: ctx.now });
    return ok(null);
  },
});
