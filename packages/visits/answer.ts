import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import { stands } from "./rules.ts";
import type { Visit } from "./tables.ts";

export function visitAnswer(visit: Visit, now: number) {
  const { id, userId, name, role, createdAt, expiresAt, endedAt, reason } = visit;
  return {
    id,
    visitor: { id: userId, name, role },
    reason,
    startedAt: toIso(createdAt),
    expiresAt: toIso(expiresAt),
    endedAt: toIsoOrNull(endedAt),
    stands: stands(visit, now),
  };
}
