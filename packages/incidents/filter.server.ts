import { readFilter } from "#packages/core/filter.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { ListIncidents } from "./inputs.ts";

/** The filter as a URL says it; `me` becomes the person who asks. Pages and API read it alike. */
export function parseFilter(query: Record<string, string>, userId: string): Result<ListIncidents> {
  const filter = readFilter(ListIncidents, query);
  if (!filter.ok) return filter;
  const { assignedToId } = filter.value;
  return ok({ ...filter.value, ...(assignedToId === "me" ? { assignedToId: userId } : {}) });
}
