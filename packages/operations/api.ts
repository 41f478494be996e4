import { type Endpoint, endpoint, mapped } from "#packages/core/endpoint.ts";
import { overviewAnswer } from "./answer.ts";
import { operate } from "./doors.server.ts";
import { overviewOf } from "./overview.server.ts";
import { begunActs, type OperatorAct } from "./rules.ts";

const summaries: Record<OperatorAct, string> = {
  resync: "Begin a job that sends the process's whole data to D1 again",
  restore: "Fill a hub that was lost from D1",
  compare: "Begin a job that finds the tables in which hub and D1 differ",
  verify: "Recompute the process's audit chain",
};
const isJob = (act: OperatorAct): boolean => begunActs.some((one) => one === act);

const overview = endpoint({
  method: "get",
  path: "/operations",
  tag: "Operations",
  summary: "Every hub's health, copy, timers, outbox and lateness, and what costs most",
  permission: "system.admin",
  status: 200,
  handle: async (api) => mapped(await overviewOf(api, api.processId), overviewAnswer),
});

const doors = (Object.keys(summaries) as OperatorAct[]).map((act) =>
  endpoint({
    method: "post",
    path: `/operations/:processId/${act}`,
    tag: "Operations",
    summary: summaries[act],
    ...(isJob(act) ? { description: "Its end and what came of it are at `GET /jobs/:id`." } : {}),
    permission: "system.admin",
    status: isJob(act) ? 202 : 200,
    handle: async (api) => mapped(await operate(api, act, api.params.processId ?? ""), ({ value }) => value),
  }),
);

export const operationsEndpoints: Endpoint[] = [overview, ...doors];
