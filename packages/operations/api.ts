import { verifyChain } from "#packages/audit/chain.server.ts";
import { type ApiContext, type Endpoint, endpoint, mapped } from "#packages/core/endpoint.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Result } from "#packages/core/result.ts";
import { overviewAnswer } from "./answer.ts";
import { noteOperation } from "./commands.server.ts";
import { overviewOf } from "./overview.server.ts";
import type { OperatorAct } from "./rules.ts";

const summaries: Record<OperatorAct, string> = {
  resync: "Send the process's whole data to D1 again",
  restore: "Fill a hub that was lost from D1",
  compare: "The tables in which hub and D1 differ",
  verify: "Recompute the process's audit chain",
};

function perform(api: ApiContext, act: OperatorAct, processId: string): Promise<Result<unknown>> {
  switch (act) {
    case "resync":
      return api.operate(processId).resync();
    case "restore":
      return api.operate(processId).restore();
    case "compare":
      return api.operate(processId).compare();
    case "verify":
      return verifyChain(api.in(processId));
  }
}

/** Does what an operator asks for. Nothing is done that could not be written into the platform's log first. */
export async function operate(api: ApiContext, act: OperatorAct, processId: string): Promise<Result<unknown>> {
  const note = { processId, act };
  const noted = await api.in(platformProcess).execute(noteOperation, note);
  if (!noted.ok) return noted;
  // A hub that is away or being restored can't write it down: the platform's log has it.
  if (act !== "restore" && processId !== platformProcess) await api.in(processId).execute(noteOperation, note);
  return perform(api, act, processId);
}

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
    handle: (api) => operate(api, act, api.params.processId ?? ""),
  }),
);

export const operationsEndpoints: Endpoint[] = [overview, ...doors];
