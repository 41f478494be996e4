import { endpoint } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { readFilter } from "#packages/core/filter.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { defineModule } from "#packages/core/module.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { withSlugs } from "#packages/core/spanning.ts";
import { noteCrossProcess } from "./commands.server.ts";
import { ListAudit, listAudit } from "./queries.server.ts";
import { auditRows, verifyAudit } from "./views.server.ts";

const tag = "Audit";
const perRead = 1_000;
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
      return withSlugs(api, await listAudit(await api.read(), filter.value));
    },
  }),
  endpoint({
    method: "get",
    path: "/audit-log/verify",
    tag,
    summary: "Recompute the hash chain of the whole log",
    permission: "audit.view",
    status: 200,
    handle: async (api) => (api.processId === null ? refuse(nameOne) : api.view(verifyAudit, {})),
  }),
  endpoint({
    method: "get",
    path: "/audit-log/export",
    tag,
    summary: "The whole log as JSON Lines, to verify offline",
    permission: "audit.view",
    status: 200,
    produces: "application/x-ndjson",
    async handle(api) {
      if (api.processId === null) return refuse(nameOne);
      const lines: string[] = [];
      for (let after = 0; ; ) {
        const rows = await api.view(auditRows, { after, limit: perRead });
        if (!rows.ok) return rows;
        for (const row of rows.value) lines.push(canonicalJson(row));
        const last = rows.value.at(-1);
        if (!last || rows.value.length < perRead) break;
        after = last.seq;
      }
      return ok(`${lines.join("\n")}\n`);
    },
  }),
];

export const auditModule = defineModule({
  name: "audit",
  label: "Audit log",
  tables: [],
  commands: [noteCrossProcess],
  views: [verifyAudit, auditRows],
  endpoints,
});
