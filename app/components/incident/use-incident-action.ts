import { useCallback } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { useAct } from "#app/kit/forms/use-act.ts";
import type { Acted } from "./acted.ts";

/** Sends one act on an incident to its page's action, from wherever it is shown, and says how it went. */
export function useIncidentAction({ quiet = false }: { quiet?: boolean } = {}) {
  const onAnswer = useCallback(
    ({ ok, message }: Acted) => {
      if (ok) toast(message);
      // A form shows the refusal itself, beside what was typed.
      else if (!quiet) toast(message, { tone: "danger" });
    },
    [quiet],
  );
  const act = useAct<Acted>(undefined, { onAnswer, quiet });
  return {
    ...act,
    send: (id: string, intent: string, fields: Record<string, string> = {}) =>
      act.send({ intent, ...fields }, { action: actionOf(id) }),
  };
}

export const actionOf = (id: string) => `/incidents/${id}`;
