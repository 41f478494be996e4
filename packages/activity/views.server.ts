import { z } from "zod";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";

const mostAtOnce = 100_000;
const filter = {
  limit: z.int().min(0).max(mostAtOnce),
  types: z.array(z.string()).optional(),
  processIds: z.array(z.string()).optional(),
};

/** Events after a number, oldest first; on the platform's hub, of the processes named. */
export const eventsSince = view({
  name: "activity.since",
  permission: "activity.view",
  input: z.object({ since: z.int().min(0), ...filter }),
  run: (ctx, { since, limit, ...wanted }) => ok(ctx.feed.since(since, limit, wanted)),
});

/** Events before a number (null: before the end), newest first. */
export const eventsBefore = view({
  name: "activity.before",
  permission: "activity.view",
  input: z.object({
    before: z.int().nullable(),
    limit: filter.limit,
    types: filter.types,
    processIds: filter.processIds,
  }),
  run: (ctx, { before, limit, ...wanted }) => ok(ctx.feed.before(before, limit, wanted)),
});
