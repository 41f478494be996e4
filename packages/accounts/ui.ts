import type { ModuleUi } from "#packages/core/ui.ts";

export const accountsUi: ModuleUi = {
  entities: [{ kind: "account", name: "Account", plural: "Accounts", icon: "at-sign", path: () => null }],
};
