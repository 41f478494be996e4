import type { ModuleUi } from "#packages/core/ui.ts";
import { userPath } from "./path.ts";

export const usersUi: ModuleUi = {
  nav: [{ to: "/people", label: "People", icon: "users", permission: "members.view", key: "p", scope: "process" }],
  entities: [{ kind: "user", name: "Person", plural: "People", icon: "user", path: userPath }],
  feed: [{ value: "user", label: "People" }],
};
