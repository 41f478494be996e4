import { type Verdict, verifyChain } from "#packages/audit/chain.server.ts";
import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Result } from "#packages/core/result.ts";
import type { JobAnswer } from "#packages/jobs/answer.ts";
import { getJob } from "#packages/jobs/views.server.ts";
import { beginOperation, noteOperation } from "./commands.server.ts";
import type { begunActs, OperatorAct } from "./rules.ts";

type Begun = (typeof begunActs)[number];
/** What an act came to; `value` is what its endpoint answers. */
export type Done =
  | { act: Begun; value: { job: JobAnswer } }
  | { act: "restore"; value: { restored: boolean; rows: number } }
  | { act: "verify"; value: Verdict };

/** The job that it is, on the process's own hub, in the name of who asked for it. */
async function begin(api: ApiContext, act: Begun, processId: string): Promise<Result<Done>> {
  const door = api.in(processId);
  const begun = await door.execute(beginOperation, { act });
  if (!begun.ok) return begun;
  return mapped(await door.view(getJob, { id: begun.value.jobId }), (job) => ({ act, value: { job } }));
}

async function verify(api: ApiContext, processId: string): Promise<Result<Done>> {
  const door = api.in(processId);
  if (processId !== platformProcess) await door.execute(noteOperation, { processId, act: "verify" });
  return mapped(await verifyChain(door), (value) => ({ act: "verify", value }));
}

/** Does what an operator asks for. Nothing is done that could not be written into the platform's log first. */
export async function operate(api: ApiContext, act: OperatorAct, processId: string): Promise<Result<Done>> {
  const noted = await api.in(platformProcess).execute(noteOperation, { processId, act });
  if (!noted.ok) return noted;
  switch (act) {
    case "resync":
    case "compare":
      return begin(api, act, processId);
    case "verify":
      return verify(api, processId);
    case "restore":
      // A hub that is away or being restored can't write it down: the platform's log has it.
      return mapped(await api.operate(processId).restore(), (value) => ({ act, value }));
  }
}
