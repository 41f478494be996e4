import { toIso } from "#packages/core/clock.ts";
import { undoneForMs } from "#packages/core/deletable.ts";
import type { deletedRecords } from "#packages/core/tables.ts";

/** A deleted record as the API and pages show it. */
export const deletedAnswer = (record: typeof deletedRecords.$inferSelect) => ({
  id: record.id,
  kind: record.kind,
  reference: record.reference,
  title: record.title,
  reason: record.reason,
  deletedAt: toIso(record.deletedAt),
  deletedBy: { id: record.deletedById, name: record.deletedByName },
  /** Until then it can be brought back. */
  undoneUntil: toIso(record.deletedAt + undoneForMs),
});
export type DeletedAnswer = ReturnType<typeof deletedAnswer>;
