import type { Ctx } from "#packages/core/context.ts";
import type { HubDb } from "#packages/core/database.ts";
import { endLease, type Held, leaseOf, passLease, takeLease } from "#packages/core/lease.ts";
import { reaction } from "#packages/core/reaction.ts";
import { settingOf } from "#packages/core/settings.ts";
import { leases } from "#packages/core/tables.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { lapsedMail } from "./emails.tsx";
import { incidentKind } from "./entity.server.ts";
import { incidentSettings } from "./settings.ts";
import { findIncident } from "./store.server.ts";
import { type Incident, incidents } from "./tables.ts";
import { changeIncident } from "./write.server.ts";

const heldOf = (incident: { id: string }): Held => ({
  about: incidentKind.ref(incident),
  purpose: "acknowledgement",
});

/** Who has said "I have it", and until when that holds; null: without an end, or nobody has. */
export function acknowledgementOf(db: HubDb, { processId, id }: Incident) {
  const lease = leaseOf(db, processId, heldOf({ id }));
  return lease?.state === "held" ? lease : null;
}

/** Holds from now on for as long as the process has chosen, or without an end. */
export function holdAcknowledgement(ctx: Ctx, incident: Incident, holder: { id: string; name: string }): void {
  const minutes = settingOf(ctx.db, ctx.processId, incidentSettings.acknowledgementMinutes);
  if (minutes > 0) takeLease(ctx, heldOf(incident), holder, minutes);
  else endLease(ctx, heldOf(incident));
}

/** An acknowledgement holds for a while, goes on to whom the incident is given, and is over when work begins or it is resolved. */
export const followAcknowledgement = reaction({
  name: "incidents.follow_acknowledgement",
  on: incidents,
  run(ctx, { before, after }) {
    if (after?.status !== "acknowledged") {
      if (before?.status === "acknowledged") endLease(ctx, heldOf(before));
      return;
    }
    const again = before?.status === "acknowledged" && before.escalatedAt !== null && after.escalatedAt === null;
    const person = (id: string | null) => (id === null ? null : userById(ctx.db, ctx.processId, id));
    // Brought back while it waits for somebody else: nobody holds it.
    if (before === null && after.escalatedAt !== null) return;
    if (before?.status !== "acknowledged" || again) {
      const acts = ctx.actor.kind !== "system" && before !== null;
      // Who acknowledged it may be nobody of this process: then whoever brings it back has it.
      const holder = acts ? ctx.actor : (person(after.acknowledgedById) ?? ctx.actor);
      if (holder?.id) holdAcknowledgement(ctx, after, { id: holder.id, name: holder.name });
    } else if (before.assignedToId !== after.assignedToId) {
      const assignee = person(after.assignedToId);
      if (assignee) passLease(ctx, heldOf(after), assignee);
    }
  },
});

/** Nobody has said for too long that they still have it: it needs an acknowledgement again. */
export const letAcknowledgementLapse = reaction({
  name: "incidents.let_acknowledgement_lapse",
  on: leases,
  run(ctx, { before, after }) {
    if (before?.state !== "held" || after?.state !== "expired") return;
    if (after.kind !== incidentKind.kind || after.purpose !== heldOf(after).purpose) return;
    const incident = findIncident(ctx.db, ctx.processId, after.recordId);
    if (incident?.status !== "acknowledged" || incident.escalatedAt !== null) return;
    const summary = `${after.holderName} said for ${after.minutes} minutes nothing more of ${incident.reference}: it needs an acknowledgement again`;
    const lapsed = changeIncident(ctx, incident, { escalatedAt: ctx.now }, { action: "lapsed", summary });
    ctx.notify(lapsedMail(ctx, mustOwnProcess(ctx.db, ctx.processId), lapsed, after));
  },
});
