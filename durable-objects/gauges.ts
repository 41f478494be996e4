import { clock, hour } from "#packages/core/clock.ts";
import { counted } from "#packages/core/gauge.ts";
import { gauges } from "#packages/modules.ts";
import type { Hub } from "./core.ts";

interface HubGauge {
  help: string;
  read(hub: Hub): number;
  /** Milliseconds after which a figure that was copied says nothing any more. */
  lastsMs?: number;
}

/** What the hub itself has to say beside the modules' gauges. */
export const hubGauges: Record<string, HubGauge> = {
  d2c_timers_failing: {
    help: "Timers whose command broke and is tried again.",
    read: (hub) => counted(hub.db, "hub_timers WHERE tries > 0", []),
  },
  d2c_mirror_refused_rows: {
    help: "Rows that D1 refuses.",
    read: (hub) => counted(hub.db, "hub_mirror_refused", []),
  },
  d2c_limit_hits: {
    help: "Requests over a person's limit within an hour.",
    read({ limits }) {
      const { read, write } = limits.hits(clock.now());
      return read + write;
    },
    lastsMs: hour,
  },
};

/** Every figure of this process, by its name. */
export const gaugesOf = (hub: Hub, now: number): Record<string, number> => ({
  ...Object.fromEntries(Object.entries(hubGauges).map(([name, gauge]) => [name, gauge.read(hub)])),
  ...Object.fromEntries(gauges.map((gauge) => [gauge.name, gauge.read(hub.db, hub.processId, now)])),
});
