import { z } from "zod";
import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { ok } from "#packages/core/result.ts";
import { spanning } from "#packages/core/spanning.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { view } from "#packages/core/view.ts";
import { memberAnswer } from "./answer.ts";
import { systemCallers } from "./callers.server.ts";
import { createUser, updateUserAccess } from "./commands.server.ts";
import { userKind } from "./entity.server.ts";
import { UpdateUserAccess } from "./inputs.ts";
import { memberPermissions } from "./permissions.ts";
import { usersOf } from "./queries.server.ts";
import { userSearch } from "./search.ts";
import { users } from "./tables.ts";

/** The people of a process, as those who work in it may see them. */
export const listMembers = view({
  name: "users.members",
  permission: "members.view",
  input: z.object({}),
  run: (ctx) =>
    ok(usersOf(ctx.db, ctx.processId).map((user) => ({ ...memberAnswer(user), ...ctx.parts(userKind, user) }))),
});

const endpoints = [
  endpoint({
    method: "get",
    path: "/users",
    tag: "People",
    summary: "The people of the process",
    permission: "members.view",
    status: 200,
    handle: (api) => spanning(api, (door) => door.view(listMembers, {})),
  }),
  endpoint({
    method: "patch",
    path: "/users/:id",
    tag: "People",
    summary: "Change somebody's role, or deactivate them; ends their sessions at once",
    permission: "members.manage",
    body: UpdateUserAccess.omit({ id: true }),
    status: 200,
    handle: async (api, body) =>
      mapped(await api.execute(updateUserAccess, { ...body, id: api.params.id }), (user) => ({ user })),
  }),
];

export const usersModule = defineModule({
  name: "users",
  label: "People",
  permissions: memberPermissions,
  tables: [tableOf(users)],
  entities: [userKind],
  commands: [createUser, updateUserAccess],
  views: [listMembers],
  searches: [userSearch],
  endpoints,
  callers: systemCallers,
  decidesPermissions: [users],
});
