import { Send } from "lucide-react";
import { deliveryPath } from "#packages/core/sending/path.ts";
import type { ModuleUi } from "#packages/core/ui.ts";

export const outboxUi: ModuleUi = {
  nav: [{ to: "/outbox", label: "Outbox", icon: Send, permission: "outbox.view", key: "x" }],
  entities: [{ kind: "delivery", name: "Message", plural: "Messages", icon: Send, path: deliveryPath }],
  feed: [{ value: "delivery", label: "Messages" }],
};
