import { actsAction, onRows } from "#app/kit/list/acts-action.server.ts";
import { listLoader } from "#app/kit/list/list-loader.server.ts";
import { wholeDays } from "#app/kit/list/whole-days.server.ts";
import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import type { Page } from "#packages/core/paging.ts";
import { ok, type Result } from "#packages/core/result.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { bulkIncidents } from "#packages/incidents/commands/bulk.server.ts";
import { incidentCounts } from "#packages/incidents/counts.server.ts";
import { searchAll } from "#packages/incidents/find.server.ts";
import { ListIncidents } from "#packages/incidents/inputs.ts";
import { listIncidents } from "#packages/incidents/queries.server.ts";
import { activeStatuses } from "#packages/incidents/rules.ts";
import { incidentTagsInUse } from "#packages/incidents/views.server.ts";
import { activeFromHubs } from "./list-fallback.server.ts";
import { teamsOf } from "./people.server.ts";

/** A search looks everywhere, and shows its best matches on one page. */
const searched = 200;

export const loadList = listLoader({
  permission: "incidents.view",
  filter: ListIncidents,
  views: "incidents",
  address: async (api, context) => wholeDays(spelledOut(api.query, api.user.id), ["openedFrom", "openedTo"], context),
  read: (api, filter) => whole(api, filter, readList),
  // What is active is what the hubs have at hand.
  meanwhile: (api, filter) => whole(api, filter, activeFromHubs),
});

export const actOnList = actsAction("incidents.update", {
  acknowledge: bulk("acknowledged"),
  assign: bulk("assigned", (form) => ({ assignedToId: form.get("assignedToId") || null })),
  tag: bulk("tagged", (form) => ({ tag: form.get("tag") ?? "" })),
  untag: bulk("untagged", (form) => ({ tag: form.get("tag") ?? "" })),
  resolve: bulk("resolved", (form) => ({ rootCause: form.get("rootCause") || undefined })),
});

function bulk(done: string, fields: (form: URLSearchParams) => object = () => ({})) {
  return onRows({
    command: bulkIncidents,
    input: (form, act) => ({ ...fields(form), action: act === "resolve" ? "close" : act }),
    told: (count) => `${count} ${count === 1 ? "incident" : "incidents"} ${done}.`,
  });
}

type Found = ReadonlyMap<string, string> | null;

/** No status in the address means what needs somebody; for a search it means everything. */
function spelledOut(query: Record<string, string>, me: string): Record<string, string> {
  const { status = query.q || query.attention ? "all" : "active", assignedToId, ...others } = query;
  const rest = { ...others, ...(assignedToId && { assignedToId: assignedToId === "me" ? me : assignedToId }) };
  if (status === "all") return rest;
  return { ...rest, status: status === "active" ? activeStatuses.join(",") : status };
}

async function search(api: ApiContext, { q }: ListIncidents): Promise<Result<Found>> {
  if (!q?.trim()) return ok(null);
  return mapped(await searchAll(api, q, searched), (hits) => new Map(hits.map(({ id, snippet }) => [id, snippet])));
}

async function readList(api: ApiContext, filter: ListIncidents, found: Found): Promise<Result<Page<IncidentAnswer>>> {
  const ranked = found !== null && filter.sortBy === undefined;
  const asked = ranked ? { ...filter, limit: searched, cursor: undefined } : filter;
  const page = await api.read((read) => listIncidents(read, asked, found ? [...found.keys()] : undefined));
  if (!page.ok || !ranked) return page;
  const order = [...found.keys()];
  const items = page.value.items.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return ok({ ...page.value, items, total: items.length });
}

/** The rows with names in the place of ids, and what the filters offer. */
async function whole(api: ApiContext, filter: ListIncidents, read: typeof readList) {
  const across = api.processId === null;
  const searching = search(api, filter);
  const [found, page, tags, own, counts, processes] = await Promise.all([
    searching,
    searching.then((hits) => (hits.ok ? read(api, filter, hits.value) : hits)),
    tagsOf(api),
    teamsOf(api, api.processId === null ? [] : [api.processId]),
    counted(api, filter),
    across ? api.processes() : ok([]),
  ]);
  if (!found.ok) return found;
  if (!page.ok) return page;
  const { items } = page.value;
  const teams = across
    ? await teamsOf(
        api,
        items.map(({ processId }) => processId),
      )
    : own;
  const processNames = new Map(processes.ok ? processes.value.map(({ id, name }) => [id, name]) : []);
  const nameIn = (processId: string, id: string | null) =>
    teams[processId]?.find((person) => person.id === id)?.name ?? (id ? "Somebody" : null);
  const rows = items.map((incident) => ({
    ...incident,
    assigneeName: nameIn(incident.processId, incident.assignedToId),
    processName: processNames.get(incident.processId) ?? incident.processId,
    snippet: found.value?.get(incident.id) ?? null,
  }));
  return ok({ ...page.value, items: rows, across, teams, tags, counts });
}

/** For the filter; across processes it would be a list of everybody's, so there the tag is typed into the search. */
async function tagsOf(api: ApiContext): Promise<string[]> {
  if (api.processId === null) return [];
  const tags = await api.view(incidentTagsInUse, {});
  return tags.ok ? tags.value : [];
}

/** For what its filters would show. The list is worth more, so that it goes without where they can't be read. */
async function counted(api: ApiContext, { q }: ListIncidents): Promise<Record<string, number> | null> {
  if (q) return null;
  try {
    const counts = await api.read(incidentCounts);
    return counts.ok ? counts.value : null;
  } catch {
    return null;
  }
}
