import { searchSource } from "#packages/core/search.ts";
import { chainKind } from "./entity.server.ts";
import { escalationChains } from "./tables.ts";

export const chainSearch = searchSource({
  name: "escalation_chains",
  version: 1,
  table: escalationChains,
  finds: chainKind.ref,
  text: (_, { name }) => ({ title: name }),
});
