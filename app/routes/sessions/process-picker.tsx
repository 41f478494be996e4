import { Form } from "@remix-run/react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import type { Sending } from "#app/kit/forms/use-reply.ts";

export interface ProcessPickerProps {
  processes: readonly { id: string; name: string }[];
  /** It comes first and says why. */
  last: string | null;
  reply: Sending<unknown>;
  error: string | undefined;
  next: string;
}

/** A button for each process that a person can enter. */
export function ProcessPicker({ processes, last, reply, error, next }: ProcessPickerProps) {
  const ordered = [...processes].sort((a, b) => Number(b.id === last) - Number(a.id === last));
  return (
    <Form method="post" className="flex flex-col gap-3">
      <CommandId answer={reply.answer} />
      <FormFailure of={reply} />
      <FormError id="process-error" errors={error === undefined ? undefined : [error]} />
      <input type="hidden" name="next" value={next} />
      {ordered.map(({ id, name }) => (
        <SubmitButton
          key={id}
          name="processId"
          value={id}
          size="large"
          variant={id === last ? "primary" : "secondary"}
          pendingLabel={`Opening ${name}…`}
        >
          {name}
        </SubmitButton>
      ))}
    </Form>
  );
}
