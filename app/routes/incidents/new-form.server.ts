import { z } from "zod";
import { splitTags } from "#packages/core/tags.ts";
import { id } from "#packages/core/text.ts";
import { CreateIncident } from "#packages/incidents/inputs.ts";
import { severities } from "#packages/incidents/rules.ts";

const { title, description, priority, assignedToId, tags, clientVisible, takeIt } = CreateIncident.shape;

/** CreateIncident as a form says it: tags in one text, and the process for those who see several. */
export const NewIncident = z.object({
  processId: id.optional(),
  title: z.string({ error: "Write what is broken, in a few words." }).pipe(title),
  description,
  severity: z.enum(severities, { error: "Choose how bad it is." }),
  priority,
  assignedToId,
  tags: z.preprocess((text) => (typeof text === "string" ? splitTags(text) : undefined), tags),
  clientVisible,
  takeIt,
});
