import type { HubDb } from "#packages/core/context.ts";
import { searchIndex } from "#packages/core/module.ts";
import { lookup } from "#packages/core/rows.ts";
import { incidentComments, incidents } from "./tables.ts";

export const incidentSearch = searchIndex({
  name: "incidents",
  version: 1,
  table: incidents,
  columns: ["title", "description", "findings", "comments"],
  rowid: (incident) => incident.number,
  document(db, incident) {
    const texts = incident.commentCount === 0 ? [] : commentsOf(db, incident.processId, incident.id);
    return {
      title: `${incident.reference} ${incident.title} ${incident.tags.join(" ")}`,
      description: `${incident.description}\n${incident.faultReported ?? ""}`,
      findings: `${incident.rootCause ?? ""}\n${incident.actionTaken ?? ""}`,
      comments: texts.join("\n"),
    };
  },
});

const comments = lookup(incidentComments, ["incidentId"], ["seq"]);

const commentsOf = (db: HubDb, processId: string, incidentId: string): string[] =>
  comments.all(db, processId, { incidentId }).map(({ text }) => text);
