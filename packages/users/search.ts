import { searchSource } from "#packages/core/search.ts";
import { userKind } from "./entity.server.ts";
import { users } from "./tables.ts";

export const userSearch = searchSource({
  name: "users",
  version: 1,
  table: users,
  finds: userKind.ref,
  text: (_, { name, email }) => ({ title: name, body: email }),
});
