import type { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import type { Refusal } from "#packages/core/errors.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { closedMail, resolvedMail } from "../emails.tsx";
import { BulkIncidents } from "../inputs.ts";
import { loadIncident } from "../load.server.ts";
import { findIncident } from "../store.server.ts";
import type { Incident } from "../tables.ts";
import { changeIncident } from "../write.server.ts";
import { acknowledge, moveIncident } from "./move.server.ts";
import { assignIncident } from "./update.server.ts";

type Bulk = z.infer<typeof BulkIncidents>;
interface BulkResult {
  id: string;
  ok: boolean;
  error?: Refusal;
}

function act(ctx: Ctx, incident: Incident, input: Bulk): Result<Incident> {
  switch (input.action) {
    case "acknowledge":
      return acknowledge(ctx, incident);
    case "assign":
      return assignIncident(ctx, incident, input.assignedToId);
    case "close":
      return moveIncident(
        ctx,
        incident,
        "resolved",
        input.rootCause === undefined ? {} : { rootCause: input.rootCause },
        { quietly: true },
      );
    case "tag":
    case "untag": {
      const has = incident.tags.includes(input.tag);
      if (has === (input.action === "tag")) return ok(incident);
      const tags = has ? incident.tags.filter((tag) => tag !== input.tag) : [...incident.tags, input.tag];
      return ok(
        changeIncident(
          ctx,
          incident,
          { tags },
          {
            action: "updated",
            summary: `${ctx.actor.name} ${has ? "removed the tag" : "tagged"} ${input.tag} ${has ? "from" : "on"} ${incident.reference}`,
          },
        ),
      );
    }
  }
}

/** Each incident wholly or not at all (every refusal comes before its first write), with a report for each. */
export const bulkIncidents = command({
  name: "incidents.bulk",
  permission: "incidents.update",
  audit: { action: "incident.bulk", words: "changed several incidents: …", entity: "incident" },
  input: BulkIncidents,
  run(ctx, input) {
    const results = [...new Set(input.ids)].map((id): BulkResult => {
      const incident = loadIncident(ctx, { id });
      const done = incident.ok ? act(ctx, incident.value, input) : incident;
      return done.ok ? { id, ok: true } : { id, ok: false, error: done.error };
    });
    if (input.action === "close")
      tellOfClosed(
        ctx,
        results.filter((result) => result.ok).map((result) => result.id),
      );
    return ok({ results });
  },
});

/** One mail for all that were closed at once: 500 mails to everybody would hide the one that matters. */
function tellOfClosed(ctx: Ctx, ids: string[]): void {
  const closed = ids.flatMap((id) => findIncident(ctx.db, ctx.processId, id) ?? []);
  const process = mustOwnProcess(ctx.db, ctx.processId);
  const [only] = closed;
  if (only) ctx.notify(closed.length === 1 ? resolvedMail(ctx, process, only) : closedMail(ctx, process, closed));
}
