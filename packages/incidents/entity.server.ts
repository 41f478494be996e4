import { entityKind } from "#packages/core/entity.ts";
import { incidentPath } from "./path.ts";
import { findIncident, oldestOpen } from "./store.server.ts";
import { incidents } from "./tables.ts";

export const incidentKind = entityKind({
  kind: "incident",
  prefix: "inc",
  table: incidents,
  permission: "incidents.view",
  label: ({ reference, title }) => ({ reference, title }),
  path: incidentPath,
  find: findIncident,
  deletable: { permission: "incidents.delete", reason: "required" },
  facts: ({ severity, status }) => ({ severity, status }),
  isOpen: ({ isActive }) => isActive,
  openSince: oldestOpen,
  audience: ({ clientVisible }) => (clientVisible ? "client" : "team"),
});
