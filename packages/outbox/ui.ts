import { deliveryPath } from "#packages/core/sending/path.ts";
import type { ModuleUi } from "#packages/core/ui.ts";

export const outboxUi: ModuleUi = {
  nav: [{ to: "/outbox", label: "Outbox", icon: "send", permission: "outbox.view", key: "x" }],
  entities: [{ kind: "delivery", name: "Message", plural: "Messages", icon: "send", path: deliveryPath }],
  feed: [{ value: "delivery", label: "Messages" }],
};
