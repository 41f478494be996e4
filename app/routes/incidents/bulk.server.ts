import { z } from "zod";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { bulkIncidents } from "#packages/incidents/commands/bulk.server.ts";

/** `ids` are `process/incident`: a hub answers for its own incidents only. */
const BulkForm = z.object({
  action: z.enum(["assign", "tag", "untag", "close"]),
  ids: z
    .array(z.string().regex(/^[\w-]+\/[\w-]+$/))
    .min(1, "Choose at least one incident.")
    .max(500, "At most 500 incidents at once."),
  assignedToId: z
    .string()
    .transform((id) => id || null)
    .optional(),
  tag: z.string().optional(),
  rootCause: z
    .string()
    .transform((text) => text || undefined)
    .optional(),
});

export interface BulkAnswer {
  ok: boolean;
  message: string;
  done: number;
  failed: { id: string; message: string }[];
}

const refused = (message: string): BulkAnswer => ({ ok: false, message, done: 0, failed: [] });

export async function bulk(api: ApiContext, form: URLSearchParams): Promise<BulkAnswer> {
  const parsed = BulkForm.safeParse({ ...Object.fromEntries(form), ids: form.getAll("ids") });
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? "Nothing was changed.");
  const { ids, ...act } = parsed.data;
  const byProcess = Map.groupBy(ids, (id) => id.split("/")[0] ?? "");
  const answers = await Promise.all(
    [...byProcess].map(async ([processId, theirs]) => {
      const own = theirs.map((id) => id.slice(processId.length + 1));
      return { own, result: await api.in(processId).execute(bulkIncidents, { ...act, ids: own }) };
    }),
  );
  const failed = answers.flatMap(({ own, result }) =>
    result.ok
      ? result.value.results.flatMap(({ id, ok, error }) =>
          ok ? [] : [{ id, message: error?.message ?? "Not changed." }],
        )
      : own.map((id) => ({ id, message: result.error.fields?.tag?.[0] ?? result.error.message })),
  );
  const done = ids.length - failed.length;
  return { ok: failed.length === 0, message: told(act.action, done), done, failed };
}

const verbs = { assign: "assigned", tag: "tagged", untag: "untagged", close: "closed" };

const told = (action: keyof typeof verbs, done: number) =>
  `${done} ${done === 1 ? "incident" : "incidents"} ${verbs[action]}.`;
