import type { Acted, Acting, Envelope } from "#packages/core/command.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { regionOf } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Result } from "#packages/core/result.ts";
import type { Answers, Asking, Question } from "#packages/core/view.ts";
import { type Env, settingsOf } from "#worker/env.ts";

/** What can be asked of a hub from outside. */
export interface HubRpc {
  execute(envelope: Envelope): Promise<Result<unknown>>;
  view(question: Question): Promise<Result<unknown>>;
  ask(asking: Asking): Promise<Answers>;
  act(acting: Acting): Promise<Acted>;
  fetch(request: Request): Promise<Response>;
  /** Commands of another hub, in their order, up to the first that has to be asked again later. */
  take(envelopes: Envelope[]): Promise<Result<unknown>[]>;
  takeRelay(processId: string, processSlug: string, events: string): Promise<void>;
  /** Whether its process has not begun yet. */
  isNew(): Promise<boolean>;
  health(): Promise<HubHealth>;
  poke(): Promise<void>;
  restore(): Promise<Result<{ restored: boolean; rows: number }>>;
  play(envelopes: Envelope[]): Promise<Result<unknown>[]>;
}

/** Heeded when the hub is made, by whoever asks for it first; ignored after that. */
function placeOf(env: Env, processId: string): DurableObjectNamespaceGetDurableObjectOptions | undefined {
  const region = processId === platformProcess ? settingsOf(env).PLATFORM_REGION : regionOf(processId);
  return region ? { locationHint: region } : undefined;
}

/** The one way from an environment and a process id to its hub. */
export const hubOf = (env: Env, processId: string): HubRpc =>
  // The platform's mapped RPC types recurse without end over JSON; this is the same object, with its methods spelled out.
  env.PROCESS_HUB.getByName(processId, placeOf(env, processId)) as unknown as HubRpc;
