import { channelsWords } from "#app/components/incident/paging-words.ts";
import { allFired } from "#packages/escalations/rules.ts";
import type { Escalation, IncidentDetail } from "./detail-data.server.ts";

/** "Tier 2, round 2, by e-mail": what fires next. */
export function tierWords({ tier, round, channels }: NonNullable<Escalation["next"]>): string {
  const place = round > 1 ? `Tier ${tier}, round ${round}` : `Tier ${tier}`;
  return `${place}, ${channelsWords(channels)}. Acknowledging stops it.`;
}

/** Why nobody is paged next; null where that goes without saying. */
export function whyQuiet({ incident, acknowledgement }: IncidentDetail, { runs }: Escalation): string | null {
  if (incident.attention === "done") return null;
  const last = runs.at(-1);
  if (!last) return `No escalation chain fits ${incident.severity}.`;
  const why = last.endedWhy ?? "the chain is switched off";
  if (last.state === "exhausted" && why === allFired) return "Every tier has fired.";
  if (acknowledgement) return `Then the next tier is paged, unless somebody still has it: ${why}.`;
  return `Nobody else will be paged: ${why}.`;
}
