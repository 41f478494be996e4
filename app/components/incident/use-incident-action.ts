import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { useAct } from "#app/kit/forms/use-act.ts";
import type { Acted } from "./acted.ts";

interface Options {
  /** For a form, which shows a refusal itself, beside what was typed. */
  quiet?: boolean;
  onDone?: (sent: FormData) => void;
}

/** Sends one act on an incident to its page's action, from wherever it is shown, and says how it went. */
export function useIncidentAction({ quiet = false, onDone }: Options = {}) {
  const onAnswer = ({ ok, message }: Acted, sent: FormData) => {
    if (message && (ok || !quiet)) toast(message, ok ? {} : { tone: "danger" });
    if (ok) onDone?.(sent);
  };
  const act = useAct<Acted>(undefined, { onAnswer, quiet });
  return {
    ...act,
    send: (id: string, intent: string, fields: Record<string, string> = {}) =>
      act.send({ intent, ...fields }, { action: actionOf(id) }),
  };
}

export const actionOf = (id: string) => `/incidents/${id}`;
