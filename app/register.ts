import { withProcess } from "#app/lib/url.ts";
import { accountsUi } from "#packages/accounts/ui.ts";
import { activityUi } from "#packages/activity/ui.ts";
import { auditUi } from "#packages/audit/ui.ts";
import type { Named } from "#packages/core/entity.ts";
import { register } from "#packages/core/register.ts";
import type { EntityLook, EventLook, ModuleUi } from "#packages/core/ui.ts";
import { dashboardUi } from "#packages/dashboard/ui.ts";
import { errorsUi } from "#packages/errors/ui.ts";
import { escalationsUi } from "#packages/escalations/ui.ts";
import { incidentsUi } from "#packages/incidents/ui.ts";
import { jobsUi } from "#packages/jobs/ui.ts";
import { leasesUi } from "#packages/leases/ui.ts";
import { onCallUi } from "#packages/on-call/ui.ts";
import { operationsUi } from "#packages/operations/ui.ts";
import { outboxUi } from "#packages/outbox/ui.ts";
import { processesUi } from "#packages/processes/ui.ts";
import { sessionsUi } from "#packages/sessions/ui.ts";
import { usersUi } from "#packages/users/ui.ts";
import { viewsUi } from "#packages/views/ui.ts";
import { visitsUi } from "#packages/visits/ui.ts";

/** The modules as pages know them: one line each, in the order of the menu. */
const modules: readonly ModuleUi[] = [
  dashboardUi,
  incidentsUi,
  escalationsUi,
  onCallUi,
  activityUi,
  outboxUi,
  auditUi,
  usersUi,
  operationsUi,
  processesUi,
  accountsUi,
  sessionsUi,
  visitsUi,
  viewsUi,
  errorsUi,
  jobsUi,
  leasesUi,
];

export const navItems = modules.flatMap(({ nav = [] }) => nav);

/** What the feed can be narrowed to. */
export const feedTypes = modules.flatMap(({ feed = [] }) => feed);

export const entityLooks: ReadonlyMap<string, EntityLook> = register(
  "looks",
  modules.flatMap(({ entities = [] }) => entities.map((look) => [look.kind, look] as const)),
);

const eventLooks: ReadonlyMap<string, EventLook> = register(
  "events' looks",
  modules.flatMap(({ events = {} }) => Object.entries(events)),
);

export const eventLook = (type: string, kind: string): EventLook | undefined =>
  eventLooks.get(type) ?? entityLooks.get(kind);

/** Where a record's page is; null: it has none. `process`: its id or slug, where not all records are of one. */
export function linkTo(kind: string, record: Named, process?: string): string | null {
  const path = entityLooks.get(kind)?.path(record) ?? null;
  return path && withProcess(path, process);
}
