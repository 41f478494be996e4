import { z } from "zod";
import type { Conflict, Edited } from "#app/components/incident/acted.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Refusal } from "#packages/core/errors.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { editableFields, fieldText, fieldValue } from "./fields.ts";

const EditForm = z.object({
  field: z.enum(editableFields),
  value: z.string(),
  /** What the field held when the person began to write. */
  base: z.string(),
  version: z.coerce.number().int().min(1),
});

/** For a form that none of our pages sends. */
export const olderPage = "This page is from an older version. Reload it and try again.";

export async function edit(api: ApiContext, id: string, form: URLSearchParams): Promise<Edited> {
  const parsed = EditForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ok: false, message: olderPage };
  const { field, value, base, version } = parsed.data;
  const save = (seen: number) => api.execute(updateIncident, { id, version: seen, [field]: fieldValue(field, value) });
  const named = async (stale: Stale): Promise<Conflict> => ({ ...stale, who: await lastEditor(api, id, field) });
  const first = await save(version);
  if (first.ok) return { ok: true, message: "Saved." };
  const conflict = conflictIn(first.error, field);
  if (!conflict) return { ok: false, message: first.error.fields?.[field]?.join(" ") ?? first.error.message };
  // It was saved already, and only its answer was lost.
  if (conflict.theirs === value) return { ok: true, message: "Saved." };
  // Somebody changed something else meanwhile (acknowledged it, say): that is no reason to ask.
  if (conflict.theirs !== base) return { ok: false, message: first.error.message, conflict: await named(conflict) };
  const second = await save(conflict.version);
  if (second.ok) return { ok: true, message: "Saved." };
  const again = conflictIn(second.error, field);
  return { ok: false, message: second.error.message, ...(again && { conflict: await named(again) }) };
}

/** Who has changed a field last, as the latest part of the timeline tells it. */
async function lastEditor(api: ApiContext, id: string, field: string): Promise<string | null> {
  const shown = await api.view(incidentDetail, { id });
  if (!shown.ok) return null;
  const touches = ({ action, data }: FeedEvent) =>
    (field === "assignedToId" && action === "assigned") || changed.safeParse(data).data?.fields[field] !== undefined;
  return shown.value.timeline.findLast(touches)?.actor.name ?? null;
}

const changed = z.object({ fields: z.record(z.string(), z.unknown()) });

type Stale = Omit<Conflict, "who">;
const currentRow = z.looseObject({ version: z.number() });

/** A refusal for a stale version carries the incident as it is now. */
function conflictIn({ code, current }: Refusal, field: string): Stale | undefined {
  const row = code === "conflict" ? currentRow.safeParse(current) : undefined;
  return row?.success ? { theirs: fieldText(row.data[field]), version: row.data.version } : undefined;
}
