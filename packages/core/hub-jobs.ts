import { z } from "zod";
import type { JobName } from "./job-name.ts";

/** A place in a walk through all tables that D1 has a copy of: after which key the next page begins. */
const place = { table: z.number().int(), after: z.union([z.string(), z.number()]).nullable() };

const Difference = z.strictObject({ table: z.string(), hub: z.string(), d1: z.string() });
/** A table in which a hub and its copy in D1 differ, each side with its number of rows and sum of revisions. */
export type Difference = z.infer<typeof Difference>;
const Sum = z.strictObject({ rows: z.number(), revs: z.number() });
export type Sum = z.infer<typeof Sum>;

const CompareState = z.strictObject({
  ...place,
  /** Of this table so far. */
  hub: Sum,
  d1: Sum,
  differs: z.boolean(),
  /** How often this page was found to differ: D1 may only be late. */
  tries: z.number().int(),
  rows: z.number().int(),
  differences: z.array(Difference),
});
export type CompareState = z.infer<typeof CompareState>;

export const nothingYet: Sum = { rows: 0, revs: 0 };

/** Jobs that are the hub's own affair. What they do is the host's; here is what a verb needs to begin one. */
export const compareJob: JobName<CompareState> & { first: CompareState } = {
  name: "hub.compare",
  label: "Compare hub and D1",
  permission: "system.admin",
  state: CompareState,
  first: {
    table: 0,
    after: null,
    hub: nothingYet,
    d1: nothingYet,
    differs: false,
    tries: 0,
    rows: 0,
    differences: [],
  },
};

const ResyncState = z.strictObject({
  /** Rows are counted, then queued table by table, then waited for. */
  phase: z.enum(["count", "queue", "drain"]),
  ...place,
  queued: z.number().int(),
  total: z.number().int(),
  /** The hub's revision when it began to queue: what was written later is on its way anyhow. */
  since: z.number().int(),
  /** Looks in a row at which D1 had not taken enough to go on. */
  waits: z.number().int(),
});
export type ResyncState = z.infer<typeof ResyncState>;

export const resyncJob: JobName<ResyncState> & { first: ResyncState } = {
  name: "hub.resync",
  label: "Send everything to D1 again",
  permission: "system.admin",
  state: ResyncState,
  first: { phase: "count", table: 0, after: null, queued: 0, total: 0, since: 0, waits: 0 },
};
