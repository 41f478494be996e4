import { counted } from "#packages/core/gauge.ts";
import { gauges } from "#packages/modules.ts";
import type { Hub } from "./core.ts";

/** What the hub itself has to say beside the modules' gauges. */
export const hubGauges: Record<string, { help: string; read(hub: Hub): number }> = {
  d2c_timers_failing: {
    help: "Timers whose command broke and is tried again.",
    read: (hub) => counted(hub.db, "hub_timers WHERE tries > 0", []),
  },
  d2c_mirror_refused_rows: {
    help: "Rows that D1 refuses.",
    read: (hub) => counted(hub.db, "hub_mirror_refused", []),
  },
  d2c_limit_hits: {
    help: "Requests over a person's limit, since the hub woke.",
    read: ({ limits }) => limits.hits.read + limits.hits.write,
  },
};

/** Every figure of this process, by its name: sent to D1 with each copy, so that nobody has to wake the hub for it. */
export const gaugesOf = (hub: Hub): Record<string, number> => ({
  ...Object.fromEntries(Object.entries(hubGauges).map(([name, gauge]) => [name, gauge.read(hub)])),
  ...Object.fromEntries(gauges.map((gauge) => [gauge.name, gauge.read(hub.db, hub.processId)])),
});
