import { AtSign } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const accountsUi: ModuleUi = {
  entities: [{ kind: "account", name: "Account", plural: "Accounts", icon: AtSign, path: () => null }],
};
