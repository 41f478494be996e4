import "./core/error-words.ts";
import { getTableName } from "drizzle-orm";
import { extraModules } from "#packages/extra.ts";
import { accountsModule } from "./accounts/index.ts";
import { activityModule } from "./activity/index.ts";
import { auditModule } from "./audit/index.ts";
import { commentsModule } from "./comments/index.ts";
import { declarePermissions } from "./core/access.ts";
import type { ProcessTable } from "./core/database.ts";
import { stepCommand } from "./core/job-steps.ts";
import { declareLists } from "./core/list-pages.ts";
import type { Module } from "./core/module.ts";
import type { DeclaredPermission } from "./core/permissions.ts";
import { reactionRegister } from "./core/reaction.ts";
import { register } from "./core/register.ts";
import { sendingModule } from "./core/sending/index.ts";
import { declareSettings } from "./core/settings.ts";
import { type TablePolicy, tableOf } from "./core/table-policy.ts";
import { counters } from "./core/tables.ts";
import { dashboardModule } from "./dashboard/index.ts";
import { deletingModule } from "./deleting/index.ts";
import { errorsModule } from "./errors/index.ts";
import { escalationsModule } from "./escalations/index.ts";
import { incidentsModule } from "./incidents/index.ts";
import { jobsModule } from "./jobs/index.ts";
import { leasesModule } from "./leases/index.ts";
import { mailModule } from "./mail/index.ts";
import { noticesModule } from "./notices/index.ts";
import { onCallModule } from "./on-call/index.ts";
import { operationsModule } from "./operations/index.ts";
import { outboxModule } from "./outbox/index.ts";
import { plannedModule } from "./planned/index.ts";
import { processesModule } from "./processes/index.ts";
import { searchModule } from "./search/index.ts";
import { sessionsModule } from "./sessions/index.ts";
import { settingsModule } from "./settings/index.ts";
import { usersModule } from "./users/index.ts";
import { viewsModule } from "./views/index.ts";
import { visitsModule } from "./visits/index.ts";

/** The register: one line per module. */
export const modules: Module[] = [
  processesModule,
  accountsModule,
  usersModule,
  sessionsModule,
  visitsModule,
  commentsModule,
  leasesModule,
  incidentsModule,
  escalationsModule,
  onCallModule,
  activityModule,
  searchModule,
  deletingModule,
  auditModule,
  noticesModule,
  sendingModule,
  mailModule,
  outboxModule,
  errorsModule,
  dashboardModule,
  operationsModule,
  settingsModule,
  jobsModule,
  viewsModule,
  plannedModule,
  ...extraModules,
];

/** All that anybody can be allowed to do. */
export const permissions: readonly DeclaredPermission[] = modules.flatMap((module) =>
  (module.permissions ?? []).map((permission) => ({ ...permission, module: module.label })),
);
declarePermissions(permissions);
declareLists(modules.flatMap(({ lists = {} }) => Object.entries(lists)));
declareSettings(modules.flatMap(({ label, settings = [] }) => settings.map((setting) => ({ setting, module: label }))));

function only<T>(what: string, items: T[]): T {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length} modules have ${what}; one must.`);
  return item;
}

export const jobsByName = register(
  "kinds of job",
  modules.flatMap((module) => (module.jobs ?? []).map((kind) => [kind.name, kind] as const)),
);
export const commandsByName = register(
  "commands",
  [...modules.flatMap((module) => module.commands), ...Array.from(jobsByName.values(), stepCommand)].map(
    (command) => [command.name, command] as const,
  ),
);
export const viewsByName = register(
  "views",
  modules.flatMap((module) => module.views.map((view) => [view.name, view] as const)),
);
export const guardsByName = register(
  "guards",
  modules.flatMap((module) => Object.entries(module.guards ?? {})),
);
export const processBook = only(
  "a book of processes",
  modules.flatMap((module) => module.processBook ?? []),
);
/** The one that says whom a notice reaches. */
export const notifier = only(
  "a notifier",
  modules.flatMap((module) => module.notifier ?? []),
);
export const couriersByChannel = register(
  "couriers",
  modules.flatMap((module) => Object.entries(module.couriers ?? {})),
);
export const addressesByChannel = register(
  "addresses",
  modules.flatMap((module) => Object.entries(module.addresses ?? {})),
);
export const searchSources = [
  ...register(
    "search sources",
    modules.flatMap((module) => (module.searches ?? []).map((source) => [source.name, source] as const)),
  ).values(),
];
/** Counters only follow from the rows that they count. */
const coreTables: TablePolicy[] = [tableOf(counters, { audit: "none" })];
/** Every table's policy, by its name in the database. */
export const policies: ReadonlyMap<string, TablePolicy> = register<TablePolicy>(
  "tables",
  [...coreTables, ...modules.flatMap((module) => module.tables)].map((one) => [getTableName(one.table), one] as const),
);
/** The tables that D1 has a copy of. */
export const processTables: ReadonlyMap<string, ProcessTable> = new Map(
  [...policies].filter(([, policy]) => !policy.hubOnly).map(([name, { table }]) => [name, table]),
);
export const timerSources = register(
  "timer sources",
  modules.flatMap((module) => (module.timers ?? []).map((source) => [getTableName(source.table), source] as const)),
);
/** Timer sources by the other tables that they depend on. */
export const timersOn = Map.groupBy(
  [...timerSources.values()].flatMap((source) => source.alsoOn.map((dependency) => ({ source, dependency }))),
  ({ dependency }) => getTableName(dependency.on),
);
/** In the order of the modules, which is the order that they run in. */
export const reactions = reactionRegister([
  ...register(
    "reactions",
    modules.flatMap((module) => (module.reactions ?? []).map((reaction) => [reaction.name, reaction] as const)),
  ).values(),
]);
/** By the kind of record to which they are added. */
export const partsByKind = byKind(modules.flatMap((module) => module.parts ?? []));
export const listPartsByKind = byKind(modules.flatMap((module) => module.listParts ?? []));

function byKind<P extends { of: string; name: string }>(parts: P[]): Map<string, P[]> {
  const named = register(
    "parts",
    parts.map((part) => [`${part.of}.${part.name}`, part] as const),
  );
  return Map.groupBy(named.values(), (part) => part.of);
}
export const figures = [
  ...register(
    "figures",
    modules.flatMap((module) => (module.figures ?? []).map((figure) => [figure.name, figure] as const)),
  ).values(),
];
export const gauges = modules.flatMap((module) => module.gauges ?? []);
export const endpoints = modules.flatMap((module) => module.endpoints);
