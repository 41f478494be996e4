import { errors } from "#packages/core/errors.ts";
import { knownValues } from "#packages/core/filter.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { ListIncidents } from "./inputs.ts";

/** The filter as a URL says it; `me` becomes the person who asks. Pages and API read it alike. */
export function parseFilter(query: Record<string, string>, userId: string): Result<ListIncidents> {
  const parsed = ListIncidents.safeParse(knownValues(ListIncidents, query));
  if (parsed.success) {
    const { assignedToId } = parsed.data;
    return ok({ ...parsed.data, ...(assignedToId === "me" ? { assignedToId: userId } : {}) });
  }
  const fields: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? "query");
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return refuse(errors.invalid(`The filter is not right: ${Object.keys(fields).join(", ")}.`, fields));
}
