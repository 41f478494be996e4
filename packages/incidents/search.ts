import { searchSource } from "#packages/core/search.ts";
import { incidentKind } from "./entity.server.ts";
import { incidents } from "./tables.ts";

export const incidentSearch = searchSource({
  name: "incidents",
  version: 1,
  table: incidents,
  finds: incidentKind.ref,
  audience: incidentKind.audience,
  text: (_, incident) => ({
    title: `${incident.reference} ${incident.title} ${incident.tags.join(" ")}`,
    body: `${incident.description}\n${incident.faultReported ?? ""}`,
    findings: `${incident.rootCause ?? ""}\n${incident.actionTaken ?? ""}`,
  }),
});
