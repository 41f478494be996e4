import { z } from "zod";
import type { Acted } from "#app/components/incident/acted.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Result } from "#packages/core/result.ts";
import { escalateIncident } from "#packages/escalations/escalate.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { renewAcknowledgement } from "#packages/incidents/commands/renew.server.ts";
import { commentOnIncident, watchIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { edit, olderPage } from "./edit.server.ts";

const text = z.string().optional();
const ActForm = z.object({
  rootCause: text,
  actionTaken: text,
  reason: text,
  text,
  visibility: text,
  watching: text,
  seen: z.coerce.number().optional(),
  version: z.coerce.number().optional(),
});
type ActForm = z.infer<typeof ActForm>;

interface Act {
  run(api: ApiContext, id: string, form: ActForm): Promise<Result<unknown>>;
  done: (form: ActForm) => string;
}

/** What a form of the incident's page may ask for. */
const acts: Record<string, Act> = {
  acknowledge: {
    run: (api, id) => api.execute(acknowledgeIncident, { id }),
    done: () => "Acknowledged. Nobody else is paged.",
  },
  renew: {
    run: (api, id) => api.execute(renewAcknowledgement, { id }),
    done: () => "You still have it.",
  },
  start: {
    run: (api, id) => api.execute(updateIncident, { id, status: "in_progress" }),
    done: () => "In progress.",
  },
  resolve: {
    run: (api, id, { rootCause, actionTaken, version }) =>
      api.execute(resolveIncident, { id, version, rootCause, actionTaken }),
    done: () => "Resolved.",
  },
  reopen: {
    run: (api, id, { reason }) => api.execute(reopenIncident, { id, ...(reason?.trim() ? { reason } : {}) }),
    done: () => "Reopened. Escalations start anew.",
  },
  escalate: {
    run: (api, id, { seen }) => api.execute(escalateIncident, { id, seen }),
    done: () => "Paged the next tier.",
  },
  watch: {
    run: (api, id, { watching }) => api.execute(watchIncident, { id, watching: watching === "true" }),
    done: ({ watching }) => (watching === "true" ? "You watch this incident." : "You no longer watch this incident."),
  },
  comment: {
    run: (api, id, { text: words, visibility }) => api.execute(commentOnIncident, { id, text: words, visibility }),
    done: () => "Comment added.",
  },
};

export async function act(api: ApiContext, id: string, form: URLSearchParams): Promise<Acted> {
  const intent = form.get("intent") ?? "";
  if (intent === "edit") return { intent, ...(await edit(api, id, form)) };
  const known = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  const fields = ActForm.safeParse(Object.fromEntries(form));
  if (!known || !fields.success) return { intent, ok: false, message: olderPage };
  const result = await known.run(api, id, fields.data);
  if (result.ok) return { intent, ok: true, message: known.done(fields.data) };
  return { intent, ok: false, message: result.error.message, fields: result.error.fields };
}
