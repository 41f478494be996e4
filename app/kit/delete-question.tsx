import { type ReactNode, useId, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { Unsaved } from "#app/lib/unsaved.tsx";
import { CommandId } from "./forms/command-id.tsx";
import { FormFailure } from "./forms/form-failure.tsx";
import { useAct } from "./forms/use-act.ts";

export interface DeleteQuestionProps {
  /** As a sentence has it: “the chain “Payments””. */
  what: string;
  onClose: () => void;
  /** What will happen. */
  children: ReactNode;
}

/** Asks for the reason. A refusal keeps the record. */
export default function DeleteQuestion({ what, onClose, children }: DeleteQuestionProps) {
  const formId = useId();
  const act = useAct<{ problem: string }>(undefined, { quiet: true });
  const { Form } = act.fetcher;
  const [dirty, setDirty] = useState(false);
  const problem = act.answer?.problem;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${what}?`}
      size="small"
      focusField
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} fetcher={act.fetcher} variant="danger" pendingLabel="Deleting…">
            Delete
          </SubmitButton>
        </>
      }
    >
      <Form id={formId} method="delete" onChange={() => setDirty(true)} className="flex flex-col gap-4">
        <CommandId answer={act.answer} />
        <Unsaved when={dirty} />
        <FormFailure of={act} />
        {problem && <FormError errors={[problem]} />}
        <p>{children}</p>
        <Field id="reason" label="Why" help="Everybody of the process can read it.">
          <Input id="reason" name="reason" required maxLength={500} aria-describedby="reason-help" />
        </Field>
      </Form>
    </Dialog>
  );
}
