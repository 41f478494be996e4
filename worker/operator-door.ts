import { type HubRpc, hubOf } from "#durable-objects/stub.ts";
import type { OperatorDoor } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { logError } from "#packages/core/log.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import type { Env } from "./env.ts";

/** The hub of a process, for what only an operator does. Never tried again by itself: the operator sees what came of it. */
export function operatorDoor(env: Env, find: () => Promise<Result<string | null>>): OperatorDoor {
  const ask = async <T>(act: string, work: (hub: HubRpc) => Promise<Result<T>>): Promise<Result<T>> => {
    const found = await find();
    if (!found.ok) return found;
    const processId = found.value;
    if (processId === null) return refuse(errors.notFound("The process"));
    try {
      return await work(hubOf(env, processId));
    } catch (thrown) {
      logError("operation.broke", { processId, act, error: String(thrown) });
      return refuse(errors.unavailable(`The hub gave up in the middle of “${act}”: ${String(thrown)}. Try again.`));
    }
  };
  return {
    restore: () => ask("restore", (hub) => hub.restore()),
    health: () => ask("health", async (hub) => ok(await hub.health())),
  };
}
