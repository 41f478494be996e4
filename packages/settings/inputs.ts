import { z } from "zod";
import { pageInput } from "#packages/core/paging.ts";
import { id } from "#packages/core/text.ts";

export const ListChanges = z.object({
  ...pageInput,
  key: z.string().max(60).optional().describe("One setting only, such as `timeZone`."),
});
export const RollBack = z.strictObject({ changeId: id });
