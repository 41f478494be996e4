import { acknowledgeAlert } from "#app/components/alerts/acknowledge.ts";
import { useCan } from "#app/components/shell/shell-data.ts";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { focusedRow } from "#app/components/ui/list/use-row-keys.ts";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { useIncidentAction } from "./use-incident-action.ts";

/** `a` acknowledges the row that has the focus. */
export function useAcknowledgeKey(rows: readonly Pick<IncidentAnswer, "id" | "number" | "needsAcknowledgement">[]) {
  const mayUpdate = useCan("incidents.update");
  const { send } = useIncidentAction();
  useHotkeys({
    a: () => {
      const row = rows.find(({ id }) => id === focusedRow());
      if (!row && acknowledgeAlert()) return;
      if (!row) toast("Choose an incident with j and k, then press a.", { tone: "neutral" });
      else if (!mayUpdate) toast("Your role does not acknowledge incidents.", { tone: "neutral" });
      else if (!row.needsAcknowledgement) toast(`${row.number} is acknowledged already.`, { tone: "neutral" });
      else send(row.id, "acknowledge");
    },
  });
}
