import type { ModuleUi } from "#packages/core/ui.ts";
import { onCallPath } from "./path.ts";

export const onCallUi: ModuleUi = {
  nav: [
    {
      to: "/on-call",
      label: "On-call",
      icon: "calendar-clock",
      permission: "on_call.view",
      key: "o",
      bottom: true,
      scope: "process",
    },
  ],
  entities: [
    { kind: "on_call", name: "On-call entry", plural: "On-call entries", icon: "calendar-clock", path: onCallPath },
  ],
  feed: [{ value: "on_call", label: "On-call" }],
};
