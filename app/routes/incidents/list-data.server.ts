import type { AppLoadContext } from "@remix-run/cloudflare";
import { unwrap } from "#app/lib/refusal.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { logError } from "#packages/core/log.ts";
import type { Page } from "#packages/core/paging.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { parseFilter } from "#packages/incidents/filter.server.ts";
import { searchAll } from "#packages/incidents/find.server.ts";
import type { ListIncidents } from "#packages/incidents/inputs.ts";
import { listIncidents } from "#packages/incidents/queries.server.ts";
import { activeStatuses } from "#packages/incidents/rules.ts";
import { incidentTagsInUse } from "#packages/incidents/views.server.ts";
import { activeFromHubs } from "./list-fallback.server.ts";
import { everyProcess, teamsOf } from "./people.server.ts";

/** A search looks everywhere, and shows its best matches on one page. */
const searched = 200;

export async function loadList(context: AppLoadContext, api: ApiContext) {
  const across = api.processId === null;
  const filter = unwrap(context, parseFilter(spelledOut(api.query), api.user.id));
  const searching = search(context, api, filter);
  const [found, page, processes, tags, own] = await Promise.all([
    searching,
    searching.then((hits) => readList(context, api, filter, hits)),
    everyProcess(context),
    tagsOf(api),
    teamsOf(api, api.processId === null ? [] : [api.processId]),
  ]);
  const { items, nextCursor, total } = page ?? (await activeFromHubs(context, api, filter, found));
  const owners = items.map(({ processId }) => processId);
  const teams = across ? await teamsOf(api, owners) : own;
  const nameIn = (processId: string, id: string | null) =>
    teams[processId]?.find((person) => person.id === id)?.name ?? (id ? "Somebody" : null);
  const rows = items.map((incident) => ({
    ...incident,
    assigneeName: nameIn(incident.processId, incident.assignedToId),
    processName: processes.find(({ id }) => id === incident.processId)?.name ?? incident.processId,
    snippet: found?.get(incident.id) ?? null,
  }));
  const notReached = [...api.notReached.values()];
  return { rows, nextCursor, total: total ?? null, limited: page === null, across, processes, teams, tags, notReached };
}

export type IncidentList = Awaited<ReturnType<typeof loadList>>;

/** No status in the address means what needs somebody; for a search it means everything. */
function spelledOut(query: Record<string, string>): Record<string, string> {
  const { status = query.q ? "all" : "active", ...rest } = query;
  if (status === "all") return rest;
  return { ...rest, status: status === "active" ? activeStatuses.join(",") : status };
}

async function search(context: AppLoadContext, api: ApiContext, { q }: ListIncidents) {
  if (!q?.trim()) return null;
  const hits = unwrap(context, await searchAll(api, q, searched));
  return new Map(hits.map(({ id, snippet }) => [id, snippet]));
}

/** Null while D1 can't be read. A refusal (a page link for another order) is the reader's own and is shown. */
async function readList(
  context: AppLoadContext,
  api: ApiContext,
  filter: ListIncidents,
  found: Map<string, string> | null,
): Promise<Page<IncidentAnswer> | null> {
  const ranked = found !== null && api.query.sortBy === undefined;
  const asked = ranked ? { ...filter, limit: searched, cursor: undefined } : filter;
  let answer: Awaited<ReturnType<typeof listIncidents>>;
  try {
    answer = await api.read((read) => listIncidents(read, asked, found ? [...found.keys()] : undefined));
  } catch (thrown) {
    logError("incidents.list_unread", { requestId: api.requestId, error: String(thrown) });
    return null;
  }
  const page = unwrap(context, answer);
  if (!ranked) return page;
  const order = [...found.keys()];
  const items = page.items.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return { ...page, items, total: items.length };
}

/** For the filter; across processes it would be a list of everybody's, so there the tag is typed into the search. */
async function tagsOf(api: ApiContext): Promise<string[]> {
  if (api.processId === null) return [];
  const tags = await api.view(incidentTagsInUse, {});
  return tags.ok ? tags.value : [];
}
