import { z } from "zod";
import { pageInput } from "#packages/core/paging.ts";
import { id } from "#packages/core/text.ts";
import { lengths, mostInReport } from "./rules.ts";

const text = (max: number) => z.string().max(max);
const moment = z.number().int().nonnegative();

const sample = z.strictObject({
  message: text(lengths.message),
  stack: text(lengths.stack).nullable(),
  where: text(lengths.where).nullable(),
  requestId: text(64).nullable(),
  processId: text(64).nullable(),
  userId: text(64).nullable(),
});

/** Errors of one kind since the last report. */
const ErrorReport = z.strictObject({
  id,
  kind: text(lengths.kind),
  release: text(lengths.release),
  count: z.number().int().positive(),
  firstAt: moment,
  lastAt: moment,
  sample,
});
export type ErrorReport = z.infer<typeof ErrorReport>;

/** `dropped`: errors for which there was no room. */
export const RecordErrors = z.strictObject({
  reports: z.array(ErrorReport).max(mostInReport),
  dropped: z.number().int().nonnegative(),
});

export const ListErrors = z.object(pageInput);

/** What a browser may say of an error of its own. */
export const BrowserError = z.strictObject({
  kind: z.enum(["error", "rejection", "render"]),
  message: z.string().min(1).max(1_000),
  stack: z.string().max(4_000).nullable(),
  page: z.string().max(500),
  requestId: z.string().max(64).nullable(),
  release: z.string().max(lengths.release).nullable(),
});
