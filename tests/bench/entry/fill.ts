import { getTableColumns } from "drizzle-orm";
import type { Engine } from "#durable-objects/engine.ts";
import { indexRow } from "#durable-objects/search-index.ts";
import { urgencyRank } from "#packages/incidents/attention.ts";
import { priorities, severities } from "#packages/incidents/rules.ts";
import { incidentSearch } from "#packages/incidents/search.ts";
import { type Incident, incidents, incidentTags } from "#packages/incidents/tables.ts";
import type { Env } from "#worker/env.ts";
import { textsOf } from "../lib/words.mjs";

interface Chunk {
  processId: string;
  slug: string;
  from: number;
  to: number;
  /** How many there will be in all: the newest opened a minute ago, each one before it three minutes earlier. */
  of: number;
}

const day = 86_400_000;
const epoch = Math.floor(Date.UTC(2026, 10, 1) / day) * day;

/** 1 in 50 is still open, severities and tags are spread, as in a process that has run for years. */
function rowOf(chunk: Chunk, number: number): Incident {
  const { title, description, roll } = textsOf(number);
  const severityRank = Math.min(5, Math.floor(roll * 7));
  const active = number % 50 === 0;
  const openedAt = epoch - (chunk.of - number) * 180_000;
  const severity = severities[severityRank] ?? "SEV4";
  const state = {
    severity,
    status: active ? ("open" as const) : ("resolved" as const),
    assignedToId: number % 10 === 0 ? null : `usr_${number % 7}`,
    openedAt,
    escalatedAt: null,
    escalatedById: null,
    resolvedAt: active ? null : openedAt + 3_600_000,
    pagesToCome: false,
  };
  return {
    processId: chunk.processId,
    id: `inc_${String(openedAt).padStart(14, "0")}${String(number).padStart(8, "0")}`,
    rev: 1,
    createdAt: openedAt,
    updatedAt: openedAt,
    number,
    reference: `${chunk.slug.toUpperCase()}-${number}`,
    title,
    description,
    ...state,
    urgencyRank: urgencyRank(state),
    severityRank,
    priority: priorities[number % 4] ?? "low",
    priorityRank: number % 4,
    isActive: active,
    squad: null,
    tags: number % 20 === 0 ? ["rare"] : [],
    faultReported: null,
    rootCause: null,
    actionTaken: null,
    inScope: true,
    clientVisible: false,
    source: "manual",
    externalId: null,
    reportedById: "usr_1",
    openingAt: openedAt,
    opening: 1,
    acknowledgedAt: null,
    acknowledgedById: null,
    unattendedSince: null,
    reminderSentAt: openedAt,
    version: 1,
  };
}

const rowsOf = (chunk: Chunk): Incident[] =>
  Array.from({ length: chunk.to - chunk.from }, (_, index) => rowOf(chunk, chunk.from + index));

const columns = Object.entries(getTableColumns(incidents)).map(([key, column]) => ({ key, name: column.name }));
const insertIncidents = `INSERT INTO incidents (${columns.map(({ name }) => name).join(", ")})
  SELECT ${columns.map((_, place) => `json_extract(value, '$[${place}]')`).join(", ")} FROM json_each(?)`;

/** As SQLite keeps them: no booleans, lists as text. */
const stored = (value: unknown) =>
  typeof value === "boolean" ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value;
const incidentsJson = (rows: Incident[]) =>
  JSON.stringify(rows.map((row) => columns.map(({ key }) => stored(row[key as keyof Incident]))));

export function fillHub(engine: Engine, chunk: Chunk): void {
  const rows = rowsOf(chunk);
  const { hub } = engine;
  hub.storage.transactionSync(() => {
    hub.sql.exec(insertIncidents, incidentsJson(rows));
    for (const row of rows) indexRow(hub, incidentSearch, row);
  });
}

export async function fillD1(env: Env, chunk: Chunk): Promise<void> {
  const rows = rowsOf(chunk);
  const tags = rows.flatMap((row) =>
    row.tags.map((tag) => [row.processId, `${row.id}:${tag}`, tag, row.id, row.urgencyRank]),
  );
  const counts = new Map<string, number>();
  for (const { status, severity } of rows) {
    const counter = `incidents:${status}:${severity}`;
    counts.set(counter, (counts.get(counter) ?? 0) + 1);
  }
  const tagColumns = getTableColumns(incidentTags);
  await env.DB.batch([
    env.DB.prepare(insertIncidents).bind(incidentsJson(rows)),
    env.DB.prepare(
      `INSERT INTO incident_tags (process_id, id, ${tagColumns.tag.name}, ${tagColumns.incidentId.name}, ${tagColumns.urgencyRank.name}, rev, created_at, updated_at)
       SELECT ${[0, 1, 2, 3, 4].map((place) => `json_extract(value, '$[${place}]')`).join(", ")}, 1, 0, 0 FROM json_each(?)`,
    ).bind(JSON.stringify(tags)),
    env.DB.prepare(
      `INSERT INTO counters (process_id, id, value, rev, created_at, updated_at)
       SELECT ?1, json_extract(value, '$[0]'), json_extract(value, '$[1]'), 1, 0, 0 FROM json_each(?2) WHERE true
       ON CONFLICT (process_id, id) DO UPDATE SET value = counters.value + excluded.value`,
    ).bind(chunk.processId, JSON.stringify([...counts])),
  ]);
}
