import { type Verdict, verifyChain } from "#packages/audit/chain.server.ts";
import { type ApiContext, type Difference, mapped } from "#packages/core/endpoint.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Result } from "#packages/core/result.ts";
import { noteOperation } from "./commands.server.ts";
import type { OperatorAct } from "./rules.ts";

/** What an act came to; `value` is what its endpoint answers. */
export type Done =
  | { act: "resync"; value: { pendingRows: number } }
  | { act: "restore"; value: { restored: boolean; rows: number } }
  | { act: "compare"; value: { differences: Difference[] } }
  | { act: "verify"; value: Verdict };

async function perform(api: ApiContext, act: OperatorAct, processId: string): Promise<Result<Done>> {
  switch (act) {
    case "resync":
      return mapped(await api.operate(processId).resync(), (value) => ({ act, value }));
    case "restore":
      return mapped(await api.operate(processId).restore(), (value) => ({ act, value }));
    case "compare":
      return mapped(await api.operate(processId).compare(), (value) => ({ act, value }));
    case "verify":
      return mapped(await verifyChain(api.in(processId)), (value) => ({ act, value }));
  }
}

/** Does what an operator asks for. Nothing is done that could not be written into the platform's log first. */
export async function operate(api: ApiContext, act: OperatorAct, processId: string): Promise<Result<Done>> {
  const note = { processId, act };
  const noted = await api.in(platformProcess).execute(noteOperation, note);
  if (!noted.ok) return noted;
  // A hub that is away or being restored can't write it down: the platform's log has it.
  if (act !== "restore" && processId !== platformProcess) await api.in(processId).execute(noteOperation, note);
  return perform(api, act, processId);
}
