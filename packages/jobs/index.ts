import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { failStep, jobEntity } from "#packages/core/job-steps.ts";
import { defineModule } from "#packages/core/module.ts";
import { listed } from "#packages/core/spanning.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { jobs } from "#packages/core/tables.ts";
import { cancelJob, retryJob } from "./commands.server.ts";
import { ListJobs } from "./inputs.ts";
import { jobPermissions } from "./permissions.ts";
import { listAllJobs } from "./queries.server.ts";
import { getJob, listJobs } from "./views.server.ts";

const tag = "Jobs";

const endpoints = [
  endpoint({
    method: "get",
    path: "/jobs",
    tag,
    summary: "What takes long and is done in steps: running, parked and ended, newest first",
    description: "Of one process as its hub has it now; across processes as they have told D1.",
    permission: "jobs.view",
    query: ListJobs,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListJobs, api.query);
      if (!filter.ok) return filter;
      if (api.processId !== null) return api.view(listJobs, filter.value);
      return listed(api, (read) => listAllJobs(read, filter.value));
    },
  }),
  endpoint({
    method: "get",
    path: "/jobs/:id",
    tag,
    summary: "One job: how far it is, or what came of it",
    permission: "jobs.view",
    status: 200,
    handle: async (api) => mapped(await api.view(getJob, { id: api.params.id }), (job) => ({ job })),
  }),
  endpoint({
    method: "post",
    path: "/jobs/:id/cancel",
    tag,
    summary: "Cancel a job; what its steps have done stays done",
    permission: "jobs.manage",
    status: 200,
    handle: (api) => api.execute(cancelJob, { id: api.params.id }),
  }),
  endpoint({
    method: "post",
    path: "/jobs/:id/retry",
    tag,
    summary: "Have a job that was given up go on where it was",
    permission: "jobs.manage",
    status: 200,
    handle: (api) => api.execute(retryJob, { id: api.params.id }),
  }),
];

export const jobsModule = defineModule({
  name: "jobs",
  label: "Jobs",
  permissions: jobPermissions,
  tables: [tableOf(jobs, { audit: "none", keep: { days: 90, archived: "d1", unless: ({ runAt }) => runAt !== null } })],
  entities: [jobEntity],
  commands: [failStep, cancelJob, retryJob],
  views: [listJobs, getJob],
  endpoints,
});
