import { endpoint } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { refuse } from "#packages/core/result.ts";
import { listed } from "#packages/core/spanning.ts";
import { exportChain, verifyChain } from "./chain.server.ts";
import { noteLeft } from "./commands.server.ts";
import { recordNames } from "./names.server.ts";
import { auditPermissions } from "./permissions.ts";
import { ListAudit, listAudit } from "./queries.server.ts";
import { auditHead, auditLines, verifyPage } from "./views.server.ts";

const tag = "Audit";
const nameOne = errors.invalid("Each process has a chain of its own. Say which with ?processId=.", {
  processId: ["Needed here."],
});

const endpoints = [
  endpoint({
    method: "get",
    path: "/audit-log",
    tag,
    summary: "Who did what, newest first",
    permission: "audit.view",
    query: ListAudit,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListAudit, api.query);
      if (!filter.ok) return filter;
      return listed(api, (read) => listAudit(read, filter.value));
    },
  }),
  endpoint({
    method: "get",
    path: "/audit-log/verify",
    tag,
    summary: "Recompute the hash chain of the whole log and the hashes of its events",
    permission: "audit.view",
    status: 200,
    handle: async (api) => (api.processId === null ? refuse(nameOne) : verifyChain(api)),
  }),
  endpoint({
    method: "get",
    path: "/audit-log/export",
    tag,
    summary: "The whole log with its events as JSON Lines, to verify offline",
    permission: "audit.view",
    status: 200,
    produces: "application/x-ndjson",
    handle: async (api) => (api.processId === null ? refuse(nameOne) : exportChain(api, api.processId)),
  }),
];

export const auditModule = defineModule({
  name: "audit",
  label: "Audit log",
  permissions: auditPermissions,
  lists: { "audit-log": "audit.view" },
  tables: [],
  commands: [noteLeft],
  views: [verifyPage, auditHead, auditLines, recordNames],
  endpoints,
});
