import { Form } from "@remix-run/react";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { capital } from "#packages/core/capital.ts";
import { dutyWords } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";

interface TakeOffProps {
  entry: Pick<Entry, "id" | "role" | "date">;
  /** The page of the schedule, which takes somebody off and says what came of it. */
  back: string;
}

/** Leaves the shift with nobody; says what then happens before it is pressed. */
export function TakeOff({ entry: { id, role, date }, back }: TakeOffProps) {
  const keepProcess = useKeepProcess();
  return (
    <details className="border-t border-border pt-3">
      <summary className="inline-flex min-h-9 items-center text-danger-text underline">Take off call instead</summary>
      <Form
        method="post"
        action={keepProcess(back)}
        preventScrollReset
        className="mt-2 flex flex-col items-start gap-3"
      >
        <CommandId />
        <input type="hidden" name="id" value={id} />
        <p className="text-small">
          {capital(dutyWords(role, date))} then has nobody.{" "}
          {role === "primary"
            ? "Until somebody else is added, pages of that day go to the backup, then the escalation, then every manager."
            : "Pages skip this role on that day."}
        </p>
        <SubmitButton variant="danger" pendingLabel="Taking off…" name="act" value="take_off">
          Take off call
        </SubmitButton>
      </Form>
    </details>
  );
}
