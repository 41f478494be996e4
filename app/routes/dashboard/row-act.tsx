import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";

type RowActProps = Pick<IncidentAnswer, "id" | "number" | "attention" | "needsAcknowledgement">;

/** The first thing to do about an incident, without opening it; without a script as well. */
export function RowAct({ id, number, attention, needsAcknowledgement }: RowActProps) {
  const { send, pending } = useIncidentAction();
  const mayUpdate = useCan("incidents.update");
  if (!mayUpdate || !needsAcknowledgement) return null;
  const loud = attention === "unattended";
  return (
    <form
      method="post"
      action={actionOf(id)}
      className="relative z-10 w-fit"
      onSubmit={(event) => {
        event.preventDefault();
        send(id, "acknowledge");
      }}
    >
      <input type="hidden" name="intent" value="acknowledge" />
      <CommandId />
      <Button
        type="submit"
        size="small"
        variant={loud ? "danger" : "secondary"}
        pending={pending}
        className="folded:min-h-11"
      >
        {loud ? "Take it" : "Acknowledge"}
        <span className="sr-only"> {number}</span>
      </Button>
    </form>
  );
}
