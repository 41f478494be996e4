import { ActForm } from "#app/components/incident/act-form.tsx";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";

type RowActProps = Pick<IncidentAnswer, "id" | "number" | "attention" | "needsAcknowledgement">;

/** The first thing to do about an incident, without opening it; without a script as well. */
export function RowAct({ id, number, attention, needsAcknowledgement }: RowActProps) {
  const { send, pending } = useIncidentAction();
  const mayUpdate = useCan("incidents.update");
  if (!mayUpdate || !needsAcknowledgement) return null;
  const loud = attention === "unattended";
  return (
    <ActForm
      id={id}
      intent="acknowledge"
      onAct={() => send(id, "acknowledge")}
      className="relative z-10 w-fit folded:w-full"
    >
      <Button
        type="submit"
        size="small"
        variant={loud ? "danger" : "secondary"}
        pending={pending}
        className="folded:min-h-11 folded:w-full"
      >
        {loud ? "Take it" : "Acknowledge"}
        <span className="sr-only"> {number}</span>
      </Button>
    </ActForm>
  );
}
