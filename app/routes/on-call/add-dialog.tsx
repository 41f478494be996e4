import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";

interface AddFields {
  userId: string;
  role: string;
  date: string;
}

interface AddDialogProps {
  date: string;
  role: string;
  today: string;
  people: readonly { id: string; name: string }[];
  lastResult: SubmissionResult<string[]> | undefined;
  onClose: () => void;
}

export function AddDialog({ date, role, today, people, lastResult, onClose }: AddDialogProps) {
  const [form, fields] = useForm<AddFields>({
    id: "on-call",
    defaultValue: { userId: "", role, date },
    lastResult,
    constraint: { userId: { required: true }, role: { required: true }, date: { required: true } },
  });
  return (
    <Dialog open onClose={onClose} title="Put someone on call" size="small" focusField>
      <Form method="post" preventScrollReset {...getFormProps(form)} className="flex flex-col gap-4">
        <FormError id={form.errorId} errors={form.errors} />
        <SelectField
          meta={fields.userId}
          label="Person"
          emptyLabel="Choose a person"
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          meta={fields.role}
          label="Role"
          options={onCallRoles.map((each) => ({ value: each, label: onCallRoleWords[each] }))}
        />
        <InputField
          meta={fields.date}
          label="Date"
          type="date"
          min={today}
          help="From midnight to midnight in the process's time zone."
        />
        <SubmitButton pendingLabel="Adding…" className="mt-1">
          Add to the schedule
        </SubmitButton>
      </Form>
    </Dialog>
  );
}
