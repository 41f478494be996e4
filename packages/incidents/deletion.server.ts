import { deletionOf } from "#packages/core/deletion.ts";
import { incidentKind } from "./entity.server.ts";

export const incidentDeletion = deletionOf(incidentKind, {
  name: "incidents",
  path: "/incidents",
  tag: "Incidents",
  what: "the incident",
});
