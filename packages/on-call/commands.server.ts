import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { actsOnIncidents } from "#packages/incidents/acting.server.ts";
import { roleWords } from "#packages/incidents/rules.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { onCallKind } from "./entity.server.ts";
import { CreateOnCall } from "./inputs.ts";
import { onCallRoleWords } from "./rules.ts";
import { onCallEntries } from "./tables.ts";

const entriesByDateAndRole = lookup(onCallEntries, ["date", "role"]);

export const createOnCall = command({
  name: "onCall.create",
  permission: "on_call.manage",
  audit: {
    action: "on_call.create",
    entity: "on_call",
    about: (_input, entry: { id: string; userId: string }) => ({
      refs: [onCallKind.ref(entry), userKind.ref({ id: entry.userId })],
    }),
  },
  input: CreateOnCall,
  run(ctx, input) {
    const user = userById(ctx.db, ctx.processId, input.userId);
    if (!user)
      return refuse(errors.invalid("Choose somebody of this process's team.", { userId: ["Nobody of this team."] }));
    if (!actsOnIncidents(ctx.db, user))
      return refuse(
        errors.invalid(
          `${user.name} can't act on incidents (${roleWords(user.role)}). Choose somebody who can acknowledge them.`,
          { userId: ["Can't act on incidents."] },
        ),
      );
    if (!user.isActive)
      return refuse(errors.invalid(`${user.name} is not active. Choose somebody else.`, { userId: ["Not active."] }));
    const taken = entriesByDateAndRole.one(ctx.db, ctx.processId, { date: input.date, role: input.role });
    if (taken) {
      const holder = userById(ctx.db, ctx.processId, taken.userId)?.name ?? "Somebody";
      return refuse(
        errors.conflict(
          `${holder} is ${onCallRoleWords[input.role].toLowerCase()} on ${input.date} already. Remove that entry first.`,
          taken,
        ),
      );
    }
    const entry = ctx.put(onCallEntries, { id: ctx.newId("on_call"), ...input });
    ctx.emit({
      about: onCallKind.ref(entry),
      action: "created",
      summary: `${user.name} is ${onCallRoleWords[entry.role].toLowerCase()} on ${entry.date}`,
    });
    return ok({ id: entry.id, userId: entry.userId, role: entry.role, date: entry.date });
  },
});

export const deleteOnCall = command({
  name: "onCall.delete",
  permission: "on_call.manage",
  audit: { action: "on_call.delete", entity: "on_call" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const entry = rowById(ctx.db, onCallEntries, ctx.processId, input.id);
    if (!entry) return refuse(errors.notFound("The on-call entry"));
    ctx.remove(onCallEntries, entry);
    const name = userById(ctx.db, ctx.processId, entry.userId)?.name ?? "Somebody";
    ctx.emit({
      about: onCallKind.ref(entry),
      action: "deleted",
      summary: `${name} is no longer ${onCallRoleWords[entry.role].toLowerCase()} on ${entry.date}`,
    });
    return ok(null);
  },
});
