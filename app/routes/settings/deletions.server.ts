import type { Deletion } from "#packages/core/deletion.ts";
import { chainDeletion } from "#packages/escalations/deletion.server.ts";
import { incidentDeletion } from "#packages/incidents/deletion.server.ts";
import { onCallDeletion } from "#packages/on-call/deletion.server.ts";

/** How a deleted record is brought back, by its kind. */
export const deletions: Record<string, Deletion> = {
  incident: incidentDeletion,
  chain: chainDeletion,
  on_call: onCallDeletion,
};
