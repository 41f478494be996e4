import { z } from "zod";
import { id, line } from "#packages/core/text.ts";
import { viewSearch } from "./rules.ts";

const name = line(60);
/** The address's name of the list, such as `incidents`. */
const page = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/, "Not the name of a list.")
  .describe("A list by the first part of its address, such as `incidents`.");
const search = z.string().max(1_000, "These filters are too long to be saved.").transform(viewSearch);
const shared = z.boolean();

export const ListViews = z.object({ page: page.optional() });
export const CreateView = z.strictObject({ name, page, search: search.default(""), shared: shared.default(false) });
export const UpdateView = z.strictObject({
  id,
  name: name.optional(),
  search: search.optional(),
  shared: shared.optional(),
});
export const RemoveView = z.strictObject({ id });
