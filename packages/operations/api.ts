import { type Endpoint, endpoint, mapped } from "#packages/core/endpoint.ts";
import { overviewAnswer } from "./answer.ts";
import { operate } from "./doors.server.ts";
import { overviewOf } from "./overview.server.ts";
import type { OperatorAct } from "./rules.ts";

const summaries: Record<OperatorAct, string> = {
  resync: "Send the process's whole data to D1 again",
  restore: "Fill a hub that was lost from D1",
  compare: "The tables in which hub and D1 differ",
  verify: "Recompute the process's audit chain",
};

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
    permission: "system.admin",
    status: 200,
    handle: async (api) => mapped(await operate(api, act, api.params.processId ?? ""), ({ value }) => value),
  }),
);

export const operationsEndpoints: Endpoint[] = [overview, ...doors];
