import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useState } from "react";
import { priorityOptions } from "#app/components/incident/looks.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { CheckboxField, InputField, SelectField, TextareaField } from "#app/components/ui/form/form-fields.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { TagField } from "#app/components/ui/form/tag-field.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import type { Sending } from "#app/kit/forms/use-reply.ts";
import type { TeamMember } from "./people.server.ts";
import { SeverityChoice } from "./severity-choice.tsx";

interface NewIncidentFields {
  processId: string;
  title: string;
  description: string;
  severity: string;
  priority: string;
  assignedToId: string;
  tags: string;
  clientVisible: boolean;
}

interface NewIncidentFormProps {
  reply: Sending<SubmissionResult<string[]>>;
  processes: { id: string; name: string }[];
  teams: Record<string, TeamMember[]>;
  /** Null for those who see several: they choose. */
  processId: string | null;
}

export function NewIncidentForm({ reply, processes, teams, processId }: NewIncidentFormProps) {
  const { user, permissions } = useShell();
  const [form, fields] = useForm<NewIncidentFields>({
    id: "new-incident",
    lastResult: reply.answer,
    constraint: { title: { required: true, maxLength: 200 } },
  });
  const [owner, setOwner] = useState(processId ?? fields.processId.initialValue ?? "");
  const team = (teams[owner] ?? []).filter(
    ({ id, assignable }) => assignable && (id === user.id || permissions.includes("incidents.assign")),
  );
  return (
    <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
      <CommandId answer={reply.answer} />
      <FormFailure of={reply} />
      <FormError id={form.errorId} errors={form.errors} />
      {processId === null && (
        <SelectField
          meta={fields.processId}
          label="Process"
          emptyLabel="Choose…"
          options={processes.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setOwner(event.target.value)}
        />
      )}
      <InputField
        meta={fields.title}
        label="Title"
        help="What is broken, and for whom: “Payments fail for all cards”."
        autoComplete="off"
        autoFocus
      />
      <SeverityChoice meta={fields.severity} />
      <TextareaField
        meta={fields.description}
        label="Description"
        optional
        help="What you see, since when, and what you have tried."
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          meta={fields.priority}
          label="Priority"
          optional
          emptyLabel="As the severity says"
          options={priorityOptions}
        />
        <SelectField
          meta={fields.assignedToId}
          label="Assignee"
          optional
          emptyLabel="Nobody yet"
          options={team.map(({ id, name }) => ({ value: id, label: id === user.id ? `${name} (me)` : name }))}
        />
      </div>
      <TagField meta={fields.tags} label="Tags" optional />
      <CheckboxField
        meta={fields.clientVisible}
        label="The client may see it"
        help="It then shows in the client's portal, with the comments marked for them."
      />
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink to="/incidents" variant="ghost">
          Cancel
        </ButtonLink>
        <SubmitButton pendingLabel="Creating…">Create incident</SubmitButton>
      </div>
    </Form>
  );
}
