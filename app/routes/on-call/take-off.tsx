import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import type { OnCallRole } from "#packages/on-call/rules.ts";

interface TakeOffProps {
  id: string;
  role: OnCallRole;
  /** The shift. */
  children: ReactNode;
}

/** Leaves the shift with nobody; says what then happens before it is pressed. */
export function TakeOff({ id, role, children }: TakeOffProps) {
  return (
    <details className="mt-4 border-t border-border pt-3">
      <summary className="inline-flex min-h-9 items-center text-danger-text underline">Take off call instead</summary>
      <Form method="post" preventScrollReset className="mt-2 flex flex-col items-start gap-3">
        <CommandId />
        <input type="hidden" name="id" value={id} />
        <p className="text-small">
          {children} then has nobody.{" "}
          {role === "primary"
            ? "Until somebody else is added, pages of that day go to the backup, then the escalation, then every manager."
            : "Pages skip this role on that day."}
        </p>
        <SubmitButton variant="danger" pendingLabel="Taking off…" name="intent" value="take_off">
          Take off call
        </SubmitButton>
      </Form>
    </details>
  );
}
