import type { Done } from "#packages/operations/doors.server.ts";
import type { DoorReply } from "./doors.tsx";

/** What an act came to, in words. */
export function saidOf({ act, value }: Done): Omit<DoorReply, "act"> {
  switch (act) {
    case "compare":
    case "resync":
      return { ok: true, said: "it is under way. Below, under Jobs, is how far it is and what came of it." };
    case "verify": {
      const rows = value.rows.toLocaleString("en");
      if (value.ok) return { ok: true, said: `all ${rows} rows follow from one another.` };
      return { ok: false, said: `row ${value.firstBroken} does not fit: ${value.reason ?? "its hash is another"}.` };
    }
    case "restore": {
      if (!value.restored) return { ok: true, said: "the hub has its data; nothing was done." };
      return { ok: true, said: `filled with ${value.rows.toLocaleString("en")} rows.` };
    }
  }
}
