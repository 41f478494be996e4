import { Form } from "@remix-run/react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";

export interface ProcessPickerProps {
  processes: readonly { id: string; name: string }[];
  /** It comes first and says why. */
  last: string | null;
  error: string | undefined;
  next: string;
}

/** A button for each process that a person can enter. */
export function ProcessPicker({ processes, last, error, next }: ProcessPickerProps) {
  const ordered = [...processes].sort((a, b) => Number(b.id === last) - Number(a.id === last));
  return (
    <Form method="post" className="flex flex-col gap-3">
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
