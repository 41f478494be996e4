import { z } from "zod";
import type { Acted } from "#app/components/incident/acted.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { escalateIncident } from "#packages/escalations/escalate.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { renewAcknowledgement } from "#packages/incidents/commands/renew.server.ts";
import { commentOnIncident, watchIncident, withdrawIncidentComment } from "#packages/incidents/commands/talk.server.ts";
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
  takeIt: text,
  commentId: text,
  seen: z.coerce.number().optional(),
  version: z.coerce.number().optional(),
});
type ActForm = z.infer<typeof ActForm>;

interface Act {
  run(api: ApiContext, id: string, form: ActForm): Promise<Result<unknown>>;
  /** What is said of it; nothing where the page itself shows it at once. */
  done?: (form: ActForm) => string;
}

/** Says what is so: whoever presses it second has not taken it. */
async function acknowledge(api: ApiContext, id: string): Promise<Result<string>> {
  const result = await api.execute(acknowledgeIncident, { id });
  if (!result.ok) return result;
  const { assignedToId, acknowledgedById } = result.value;
  if (assignedToId === api.user.id) return ok("You have it. Paging has stopped.");
  return ok(acknowledgedById === api.user.id ? "Acknowledged. Paging has stopped." : "It is acknowledged already.");
}

/** What a form of the incident's page may ask for. */
const acts: Record<string, Act> = {
  acknowledge: { run: acknowledge },
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
    run: (api, id, { reason, takeIt }) =>
      api.execute(reopenIncident, { id, takeIt: takeIt === "true", ...(reason?.trim() ? { reason } : {}) }),
    done: ({ takeIt }) => (takeIt === "true" ? "Reopened, and you have it." : "Reopened. Escalations start anew."),
  },
  escalate: {
    run: (api, id, { seen }) => api.execute(escalateIncident, { id, seen }),
    done: () => "Paged the next tier.",
  },
  watch: {
    run: (api, id, { watching }) => api.execute(watchIncident, { id, watching: watching === "true" }),
    done: ({ watching }) => (watching === "true" ? "You watch this incident." : "You no longer watch this incident."),
  },
  withdraw: {
    run: (api, id, { commentId }) => api.execute(withdrawIncidentComment, { id, commentId }),
    done: () => "Taken back. The client does not get it.",
  },
  comment: {
    run: (api, id, { text: words, visibility }) => api.execute(commentOnIncident, { id, text: words, visibility }),
  },
};

export async function act(api: ApiContext, id: string, form: URLSearchParams): Promise<Acted> {
  const intent = form.get("intent") ?? "";
  if (intent === "edit") return { intent, ...(await edit(api, id, form)) };
  const known = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  const fields = ActForm.safeParse(Object.fromEntries(form));
  if (!known || !fields.success) return { intent, ok: false, message: olderPage };
  const result = await known.run(api, id, fields.data);
  if (result.ok) {
    const message = known.done?.(fields.data) ?? (typeof result.value === "string" ? result.value : "");
    return { intent, ok: true, message };
  }
  return { intent, ok: false, message: result.error.message, fields: result.error.fields };
}
