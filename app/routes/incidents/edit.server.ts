import { z } from "zod";
import type { Conflict, Edited } from "#app/components/incident/acted.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Refusal } from "#packages/core/errors.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
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
  const first = await save(version);
  if (first.ok) return { ok: true, message: "Saved." };
  const conflict = conflictIn(first.error, field);
  if (!conflict) return { ok: false, message: first.error.fields?.[field]?.join(" ") ?? first.error.message };
  // It was saved already, and only its answer was lost.
  if (conflict.theirs === value) return { ok: true, message: "Saved." };
  // Somebody changed something else meanwhile (acknowledged it, say): that is no reason to ask.
  if (conflict.theirs !== base) return { ok: false, message: first.error.message, conflict };
  const second = await save(conflict.version);
  return second.ok
    ? { ok: true, message: "Saved." }
    : { ok: false, message: second.error.message, conflict: conflictIn(second.error, field) };
}

const currentRow = z.looseObject({ version: z.number() });

/** A refusal for a stale version carries the incident as it is now. */
function conflictIn({ code, current }: Refusal, field: string): Conflict | undefined {
  const row = code === "conflict" ? currentRow.safeParse(current) : undefined;
  return row?.success ? { theirs: fieldText(row.data[field]), version: row.data.version } : undefined;
}
