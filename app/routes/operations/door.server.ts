import type { DoorReply } from "#app/components/operations/doors.tsx";
import type { Done } from "#packages/operations/doors.server.ts";

/** What an act came to, in words. */
export function saidOf({ act, value }: Done): Omit<DoorReply, "act"> {
  switch (act) {
    case "compare": {
      if (value.differences.length === 0) return { ok: true, said: "hub and D1 are equal." };
      const told = value.differences.map(({ table, hub, d1 }) => `${table} (hub ${hub}, D1 ${d1})`).join(", ");
      return { ok: false, said: `they differ in ${told}. Resync sends everything again.` };
    }
    case "verify": {
      const rows = value.rows.toLocaleString("en");
      if (value.ok) return { ok: true, said: `all ${rows} rows follow from one another.` };
      return { ok: false, said: `row ${value.firstBroken} does not fit: ${value.reason ?? "its hash is another"}.` };
    }
    case "resync": {
      const pending = value.pendingRows.toLocaleString("en");
      return { ok: true, said: value.pendingRows === 0 ? "D1 has everything." : `${pending} rows are on their way.` };
    }
    case "restore": {
      if (!value.restored) return { ok: true, said: "the hub has its data; nothing was done." };
      return { ok: true, said: `filled with ${value.rows.toLocaleString("en")} rows.` };
    }
  }
}
