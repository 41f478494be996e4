import { useFetcher } from "@remix-run/react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Dialog } from "./dialog.tsx";

interface DeleteRecordProps {
  /** As a sentence has it: “the chain “Payments””. */
  what: string;
  /** What will happen. */
  children: ReactNode;
}

/** Deletes the record of the page, with the reason. A refusal keeps it. */
export function DeleteRecord({ what, children }: DeleteRecordProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)} className="text-danger-text">
        <Icon name="trash" className="size-4" />
        Delete
      </Button>
      {asking && (
        <Asking what={what} onClose={() => setAsking(false)}>
          {children}
        </Asking>
      )}
    </>
  );
}

function Asking({ what, children, onClose }: DeleteRecordProps & { onClose: () => void }) {
  const formId = useId();
  const fetcher = useFetcher<{ problem: string }>();
  const [dirty, setDirty] = useState(false);
  const problem = fetcher.state === "idle" ? fetcher.data?.problem : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${what}?`}
      size="small"
      focusField
      confirmClose={dirty}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} fetcher={fetcher} variant="danger" pendingLabel="Deleting…">
            Delete
          </SubmitButton>
        </>
      }
    >
      <fetcher.Form id={formId} method="delete" onChange={() => setDirty(true)} className="flex flex-col gap-4">
        {problem && <FormError errors={[problem]} />}
        <p>{children}</p>
        <Field id="reason" label="Why" help="Everybody of the process can read it.">
          <Input id="reason" name="reason" required maxLength={500} aria-describedby="reason-help" />
        </Field>
      </fetcher.Form>
    </Dialog>
  );
}
