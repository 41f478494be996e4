import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { actsOnIncidents } from "#packages/incidents/acting.server.ts";
import { roleWords } from "#packages/incidents/rules.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { onCallKind } from "./entity.server.ts";
import { CreateOnCall } from "./inputs.ts";
import { onCallRoleWords } from "./rules.ts";
import { entryAt, takenBy } from "./store.server.ts";
import { onCallEntries } from "./tables.ts";

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
    const taken = entryAt(ctx.db, ctx.processId, input);
    if (taken) {
      return refuse(errors.conflict(takenBy(ctx.db, taken), taken));
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
