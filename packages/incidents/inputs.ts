import { z } from "zod";
import { commentInput, watchInput } from "#packages/comments/inputs.ts";
import { pageInput } from "#packages/core/paging.ts";
import { normalTag } from "#packages/core/tags.ts";
import { id, line, prose } from "#packages/core/text.ts";
import { attentions } from "./attention.ts";
import { priorities, severities, sources, statuses } from "./rules.ts";

const tag = z
  .string()
  .max(200, "A tag has at most 40 characters.")
  .transform(normalTag)
  .pipe(z.string().min(1, "A tag has a letter or a digit.").max(40, "A tag has at most 40 characters."));
const tags = z
  .array(tag)
  .max(20, "At most 20 tags.")
  .transform((list) => [...new Set(list)]);
const title = line(200);
const longText = prose(20_000);
const version = z.number().int().min(1);
/** Whoever opens it acknowledges it in the same act: nobody is paged. */
const takeIt = z.boolean();
const nullableId = id.nullable();

export const CreateIncident = z.strictObject({
  title,
  description: longText.default(""),
  severity: z.enum(severities),
  priority: z.enum(priorities).optional(),
  tags: tags.default([]),
  assignedToId: nullableId.optional(),
  squad: line(80).nullable().optional(),
  externalId: line(200).nullable().optional(),
  clientVisible: z.boolean().default(false),
  inScope: z.boolean().default(true),
  faultReported: longText.nullable().optional(),
  takeIt: takeIt.optional(),
});

export const UpdateIncident = z.strictObject({
  id,
  /** The version the person saw; a stale one is refused with the row as it is now. */
  version: version.optional(),
  title: title.optional(),
  description: longText.optional(),
  severity: z.enum(severities).optional(),
  priority: z.enum(priorities).optional(),
  status: z.enum(statuses).optional(),
  tags: tags.optional(),
  assignedToId: nullableId.optional(),
  squad: line(80).nullable().optional(),
  faultReported: longText.nullable().optional(),
  rootCause: longText.nullable().optional(),
  actionTaken: longText.nullable().optional(),
  inScope: z.boolean().optional(),
  clientVisible: z.boolean().optional(),
});

export const ShowIncident = z.object({
  id: z.string().max(64),
  /** `timelineCursor` of an answer: the events before those. */
  timelineCursor: z
    .string()
    .regex(/^\d{1,15}$/, "Not a cursor of a timeline.")
    .describe("`timelineCursor` of an answer: the events before those.")
    .optional(),
});
export const MoveIncident = z.strictObject({ id, version: version.optional() });
export const RenewIncident = z.strictObject({ id });
export const ResolveIncident = z.strictObject({
  id,
  version: version.optional(),
  rootCause: longText.optional(),
  actionTaken: longText.optional(),
});
export const ReopenIncident = z.strictObject({
  id,
  version: version.optional(),
  reason: line(500).optional(),
  takeIt: takeIt.optional(),
});
export const CommentOnIncident = z.strictObject({ id, ...commentInput });
export const WithdrawComment = z.strictObject({ id, commentId: id });
export const WatchIncident = z.strictObject({ id, ...watchInput });
export const RemindOfIncident = z.strictObject({ incidentId: id, since: z.number().int() });

const ids = z.array(id).min(1, "Choose at least one incident.").max(500, "At most 500 at once.");
export const BulkIncidents = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("acknowledge"), ids }),
  z.strictObject({ action: z.literal("assign"), ids, assignedToId: nullableId }),
  z.strictObject({ action: z.literal("tag"), ids, tag }),
  z.strictObject({ action: z.literal("untag"), ids, tag }),
  z.strictObject({ action: z.literal("close"), ids, rootCause: longText.optional() }),
]);

/** Several values of one filter, separated by commas. */
const listOf = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .string()
    .describe(`One or several, with commas: ${values.map((value) => `\`${value}\``).join(", ")}.`)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(values)).max(values.length))
    .optional();
const moment = z.iso.datetime({ offset: true, error: "Not a time. Write one like 2026-11-21T08:00:00Z." }).optional();

export const incidentSorts = ["attention", "openedAt", "updatedAt", "severity", "priority", "number"] as const;
export const ListIncidents = z.object({
  status: listOf(statuses),
  severity: listOf(severities),
  attention: listOf(attentions),
  priority: listOf(priorities),
  source: listOf(sources),
  tag: z.string().max(40).optional().describe("One tag, as the incident has it."),
  assignedToId: z.string().max(64).optional().describe("A person's id, `me`, or `none`."),
  q: z.string().max(200).optional().describe("Words that title, description or comments have."),
  openedFrom: moment,
  openedTo: moment,
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe("How many to leave out; with many use `cursor`."),
  /** What wants somebody first, unless it says otherwise; of a stretch of time the newest first. */
  sortBy: z.enum(incidentSorts).optional(),
  sortOrder: z.enum(["asc", "desc"]).default("desc"),
  ...pageInput,
});
export type ListIncidents = z.infer<typeof ListIncidents>;
