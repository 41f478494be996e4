import type { z } from "zod";
import type { Json } from "./json.ts";
import type { Permission } from "./permissions.ts";

/** What a verb has to know of a job to start it. */
export interface JobName<S extends Json = Json> {
  /** `module.verb`, small letters and underscores: also the name of the command that is each of its steps. */
  name: string;
  /** What people call it: “Import of bookings”. */
  label: string;
  /** Who may see it, cancel it and try it again, beside being allowed to see jobs at all. */
  permission: Permission;
  /** Keep it small, as it is written with each step: a cursor, not the data. */
  state: z.ZodType<S>;
}
