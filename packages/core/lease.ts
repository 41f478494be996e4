import { minute } from "./clock.ts";
import type { Ctx } from "./context.ts";
import type { HubDb } from "./database.ts";
import type { Ref } from "./ref.ts";
import { rowById } from "./rows.ts";
import { leases } from "./tables.ts";

export type Lease = typeof leases.$inferSelect;

/** What of a record is held, such as its acknowledgement. */
export interface Held {
  about: Ref;
  purpose: string;
}
interface Holder {
  id: string;
  name: string;
}

const idOf = ({ about, purpose }: Held): string => `${about.id}:${purpose}`;

/** The lease there is, run out or not; null: nobody has taken one, or it was ended. */
export const leaseOf = (db: HubDb, processId: string, held: Held): Lease | null =>
  rowById(db, leases, processId, idOf(held));

/** Somebody has it from now on for so long, whoever had it before. Taking one's own again renews it. */
export function takeLease(ctx: Ctx, held: Held, holder: Holder, minutes: number): Lease {
  const terms = {
    holderId: holder.id,
    holderName: holder.name,
    minutes,
    until: ctx.now + minutes * minute,
    state: "held" as const,
  };
  const present = leaseOf(ctx.db, ctx.processId, held);
  if (present) return ctx.patch(leases, present, terms);
  const { kind, id: recordId } = held.about;
  return ctx.put(leases, { id: idOf(held), kind, recordId, purpose: held.purpose, ...terms });
}

/** Somebody else has it for the time that is left. Of one that has run out nothing is left to pass on: null. */
export function passLease(ctx: Ctx, held: Held, to: Holder): Lease | null {
  const present = leaseOf(ctx.db, ctx.processId, held);
  if (present?.state !== "held") return null;
  return ctx.patch(leases, present, { holderId: to.id, holderName: to.name });
}

/** Nobody has it, and nothing follows from that. */
export function endLease(ctx: Ctx, held: Held): void {
  const present = leaseOf(ctx.db, ctx.processId, held);
  if (present) ctx.remove(leases, present);
}
