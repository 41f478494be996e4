import { and, asc, desc, eq, gte, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { type Cursor, decodeCursor, type Page, pageOf } from "#packages/core/paging.ts";
import { listedRows, listedWithin, type ProcessReader, within } from "#packages/core/reader.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { counters } from "#packages/core/tables.ts";
import { type IncidentAnswer, incidentAnswer } from "./answer.ts";
import { type Attention, attentions, urgencyBounds } from "./attention.ts";
import type { ListIncidents } from "./inputs.ts";
import { activeStatuses, counterOf, isActive, priorityRank, severities, severityRank, statuses } from "./rules.ts";
import { type Incident, incidents, incidentTags } from "./tables.ts";

type SortBy = NonNullable<ListIncidents["sortBy"]>;
/** A filter whose order is settled. */
type Listing = ListIncidents & { sortBy: SortBy };

/** Each order is that of an index to its end: the id alone would not tell apart the many of one severity. */
const orders = {
  attention: [incidents.urgencyRank],
  openedAt: [incidents.openedAt],
  updatedAt: [incidents.updatedAt],
  severity: [incidents.severityRank, incidents.urgencyRank],
  priority: [incidents.priorityRank, incidents.urgencyRank],
  number: [incidents.number],
} satisfies Record<SortBy, SQLiteColumn[]>;

/** Two ranks as the one number that a cursor holds; `urgencyRank` stays below it. */
const perRank = 1e15;
const sortValue = (row: Incident, sortBy: SortBy): number => {
  switch (sortBy) {
    case "attention":
      return row.urgencyRank;
    case "severity":
      return row.severityRank * perRank + row.urgencyRank;
    case "priority":
      return row.priorityRank * perRank + row.urgencyRank;
    default:
      return row[sortBy];
  }
};
const valuesIn = (cursor: number, sortBy: SortBy): number[] =>
  orders[sortBy].length === 1 ? [cursor] : [Math.floor(cursor / perRank), cursor % perRank];

/** `ids`: the matches of a full-text search, which the hub has already made. */
export async function listIncidents(
  read: ProcessReader,
  asked: ListIncidents,
  ids?: string[],
): Promise<Result<Page<IncidentAnswer>>> {
  const filter: Listing = { ...asked, sortBy: orderFor(read, asked) };
  const sort = `${filter.sortBy}:${filter.sortOrder}`;
  const cursor = decodeCursor(filter.cursor, sort);
  if (!cursor.ok) return cursor;
  const few = ids !== undefined || ofOnePerson(filter);
  const columns = orderOf(filter, few || sortsActive(filter));
  const beyond = after(filter, columns, cursor.value);
  const scope = few ? within(read, incidents.processId) : listedWithin(read, incidents.processId);
  const visible = read.forClient ? eq(incidents.clientVisible, true) : undefined;
  const conditions = [scope, visible, ...conditionsOf(filter), wanting(filter, few), beyond];
  if (ids) conditions.push(sql`${incidents.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  const direction = goesUp(filter) ? asc : desc;
  const order = columns.map((column) => direction(column));
  const found = sql`${filter.tag === undefined ? incidents : taggedOf(read, filter.tag)} WHERE ${and(...conditions)}
    ORDER BY ${sql.join(order, sql`, `)} LIMIT ${filter.limit + 1} OFFSET ${filter.offset ?? 0}`;
  const counted = ids ? null : countOf(read, filter);
  const { rows, also } = await listedRows(read, incidents, found, counted ?? undefined);
  const total = counted && (rows.length > 0 ? Number(also) : await askedAlone(read, counted));
  const placeOf = (row: Incident) => ({ sort, value: sortValue(row, filter.sortBy), id: row.id });
  const { page, nextCursor } = pageOf(rows, filter.limit, placeOf);
  return ok({ items: page.map(incidentAnswer), nextCursor, ...(total === null ? {} : { total }) });
}

/** The order that is asked for. Without one: what wants somebody first; of a stretch of time the newest, as it is read by an index. */
function orderFor(read: ProcessReader, { sortBy, openedFrom, openedTo }: ListIncidents): SortBy {
  // Numbers are of one process; across several they are in the order of opening, as they are within each.
  if (sortBy === "number" && read.processId === null) return "openedAt";
  return sortBy ?? ((openedFrom ?? openedTo) === undefined ? "attention" : "openedAt");
}

/** Few rows for one person, wherever they are: found first, then sorted. */
const ofOnePerson = ({ assignedToId }: ListIncidents): boolean => assignedToId !== undefined && assignedToId !== "none";

/** What is active is found by an index and sorted; a whole order would be walked for a few that are open. */
function sortsActive({ status, attention, sortBy }: Listing): boolean {
  if (sortBy === "attention") return false;
  if (attention && !attention.includes("done")) return true;
  return sortBy !== "openedAt" && status !== undefined && isAllActive(status);
}

/** Whether the columns' values go up. Rank 0 is the worst, so what descends in severity goes up in rank: worst and oldest first. */
const goesUp = ({ sortBy, sortOrder }: Listing): boolean =>
  (sortOrder === "asc") !== (sortBy === "attention" || sortBy === "severity" || sortBy === "priority");

/** What the page is ordered by, ending in an id or a number, which only one has. The plus keeps SQLite from walking a whole order for a few known matches. */
function orderOf(filter: Listing, known: boolean): SQL[] {
  const { sortBy, tag } = filter;
  if (inOrderOfTag(filter) && !known) return [sql`${incidentTags.urgencyRank}`, sql`${incidentTags.incidentId}`];
  const columns = sortBy === "number" ? orders.number : [...orders[sortBy], incidents.id];
  return columns.map((column) => (known || tag !== undefined ? sql`+${column}` : sql`${column}`));
}

const inOrderOfTag = ({ sortBy, tag }: Listing): boolean => tag !== undefined && sortBy === "attention";

/** The tag's own rows first, which lie in the default order; the incidents are looked up for them. */
const taggedOf = (read: ProcessReader, tag: string): SQL =>
  sql`${incidentTags} CROSS JOIN ${incidents} ON ${and(
    listedWithin(read, incidentTags.processId),
    eq(incidentTags.tag, tag.toLowerCase()),
    eq(incidents.processId, incidentTags.processId),
    eq(incidents.id, incidentTags.incidentId),
  )}`;

function after(filter: Listing, columns: SQL[], cursor: Cursor | null): SQL | undefined {
  if (!cursor) return undefined;
  const values = [...valuesIn(Number(cursor.value), filter.sortBy), String(cursor.id)].slice(0, columns.length);
  const place = sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
  const ordered = sql.join(columns, sql`, `);
  return goesUp(filter) ? sql`(${ordered}) > (${place})` : sql`(${ordered}) < (${place})`;
}

const isAllActive = (list: readonly string[]): boolean =>
  list.length === activeStatuses.length && activeStatuses.every((status) => list.includes(status));

/** Filters by columns that have an index in front; the all-active filter has one of its own. */
function conditionsOf(filter: Listing): (SQL | undefined)[] {
  // A stretch of time in the default order is picked out of that order, not found by its own index and sorted.
  const openedAt = filter.sortBy === "attention" ? sql`+${incidents.openedAt}` : sql`${incidents.openedAt}`;
  const assignee = filter.assignedToId;
  return [
    statusIn(filter),
    filter.severity && inArray(incidents.severityRank, filter.severity.map(severityRank)),
    filter.priority && inArray(incidents.priorityRank, filter.priority.map(priorityRank)),
    filter.source && inArray(incidents.source, filter.source),
    assignee === undefined
      ? undefined
      : assignee === "none"
        ? sql`${incidents.assignedToId} IS NULL`
        : eq(incidents.assignedToId, assignee),
    filter.openedFrom ? gte(openedAt, Date.parse(filter.openedFrom)) : undefined,
    filter.openedTo ? lte(openedAt, Date.parse(filter.openedTo)) : undefined,
  ];
}

/** In the default order `wanting` finds the statuses, and the plus keeps SQLite from sorting what another index finds. */
function statusIn({ status, sortBy }: Listing): SQL | undefined {
  if (!status) return undefined;
  if (sortBy === "attention") return isAllActive(status) ? undefined : sql`+${inArray(incidents.status, status)}`;
  return isAllActive(status) ? eq(incidents.isActive, true) : inArray(incidents.status, status);
}

/** The stretch of the default order in which an incident of these statuses and attentions is. */
function wanting(filter: Listing, known: boolean): SQL | undefined {
  const { status, attention } = filter;
  if (attention === undefined && (status === undefined || filter.sortBy !== "attention")) return undefined;
  const possible = (one: Attention) => !status || status.some((each) => isActive(each) === (one !== "done"));
  const wanted = attentions.filter((one) => (attention?.includes(one) ?? true) && possible(one));
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return sql`0`;
  const column = inOrderOfTag(filter) && !known ? incidentTags.urgencyRank : incidents.urgencyRank;
  const between = attentions.slice(attentions.indexOf(first), attentions.indexOf(last));
  const left = between.filter((one) => !wanted.includes(one)).map(urgencyBounds);
  return and(
    gte(column, urgencyBounds(first).from),
    lt(column, urgencyBounds(last).below),
    ...left.map(({ from, below }) => or(lt(column, from), gte(column, below))),
  );
}

/** The number of matches, from the counters that the commands keep; null where only counting every match would tell. */
function countOf(read: ProcessReader, filter: ListIncidents): SQL | null {
  const uncounted =
    filter.priority ??
    filter.source ??
    filter.tag ??
    filter.attention ??
    filter.assignedToId ??
    filter.q ??
    filter.openedFrom ??
    filter.openedTo;
  if (uncounted !== undefined || read.forClient) return null;
  const wanted = (filter.status ?? statuses).flatMap((status) =>
    (filter.severity ?? severities).map((severity) => counterOf({ status, severity })),
  );
  return sql`(SELECT coalesce(sum(${counters.value}), 0) FROM ${counters} WHERE ${within(read, counters.processId)}
    AND ${inArray(counters.id, wanted)})`;
}

async function askedAlone(read: ProcessReader, count: SQL): Promise<number> {
  const [[value] = [0]] = await read.db.values<[number]>(sql`SELECT ${count}`);
  return value;
}
