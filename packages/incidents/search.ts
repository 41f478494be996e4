import { and, eq } from "drizzle-orm";
import type { HubDb } from "#packages/core/context.ts";
import { searchIndex } from "#packages/core/module.ts";
import { events } from "#packages/core/tables.ts";
import { incidents } from "./tables.ts";

export const incidentSearch = searchIndex({
  name: "incidents",
  table: incidents,
  columns: ["title", "description", "findings", "comments"],
  rowid: (incident) => incident.number,
  document(db, incident) {
    const comments = incident.commentCount === 0 ? [] : commentsOf(db, incident.processId, incident.id);
    return {
      title: `${incident.reference} ${incident.title} ${incident.tags.join(" ")}`,
      description: `${incident.description}\n${incident.faultReported ?? ""}`,
      findings: `${incident.rootCause ?? ""}\n${incident.actionTaken ?? ""}`,
      comments: comments.join("\n"),
    };
  },
});

const commentsOf = (db: HubDb, processId: string, incidentId: string): string[] =>
  db
    .select()
    .from(events)
    .where(and(eq(events.processId, processId), eq(events.entityId, incidentId), eq(events.type, "incident.commented")))
    .all()
    .map((event) => String(event.data?.text ?? ""));
