import { and, eq, sql } from "drizzle-orm";
import type { HubDb } from "#packages/core/context.ts";
import { prepared } from "#packages/core/lookup.ts";
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

const commented = prepared((db) => {
  const about = and(
    eq(events.processId, sql.placeholder("processId")),
    eq(events.entityId, sql.placeholder("incidentId")),
  );
  return db
    .select()
    .from(events)
    .where(and(about, eq(events.type, "incident.commented")))
    .prepare();
});

const commentsOf = (db: HubDb, processId: string, incidentId: string): string[] =>
  commented(db)
    .all({ processId, incidentId })
    .map((event) => String(event.data?.text ?? ""));
