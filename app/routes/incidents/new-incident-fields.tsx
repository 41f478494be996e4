import type { FieldMetadata } from "@conform-to/react";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { priorityOptions } from "#app/components/incident/looks.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { CheckboxField, InputField, SelectField, TextareaField } from "#app/components/ui/form/form-fields.tsx";
import { PersonField } from "#app/components/ui/form/person-field.tsx";
import { TagField } from "#app/components/ui/form/tag-field.tsx";
import type { TeamMember } from "#app/lib/team.server.ts";
import { SeverityChoice } from "./severity-choice.tsx";

// A type and not an interface: conform asks for an index signature, which only a type alias has by itself.
export type NewIncident = {
  processId: string;
  title: string;
  description: string;
  severity: string;
  priority: string;
  assignedToId: string;
  tags: string;
  clientVisible: boolean;
  takeIt: boolean;
};

export const blankIncident = {
  processId: "",
  title: "",
  description: "",
  severity: "",
  priority: "",
  assignedToId: "",
  tags: "",
  clientVisible: false,
  takeIt: false,
};

interface NewIncidentFieldsProps {
  fields: Required<{ [Name in keyof NewIncident]: FieldMetadata<NewIncident[Name], NewIncident, string[]> }>;
  processes: { id: string; name: string }[];
  /** Of `processId`. */
  team: TeamMember[];
  /** Null for those who see several: they choose. */
  processId: string | null;
}

export function NewIncidentFields({ fields, processes, team: own, processId }: NewIncidentFieldsProps) {
  const { user, permissions } = useShell();
  const chosen = useTeam(processId === null ? fields.processId.value : undefined);
  const team = (processId === null ? chosen : own).filter(
    ({ id, assignable }) => assignable && (id === user.id || permissions.includes("incidents.assign")),
  );
  return (
    <>
      {processId === null && (
        <SelectField
          meta={fields.processId}
          label="Process"
          emptyLabel="Choose…"
          options={processes.map(({ id, name }) => ({ value: id, label: name }))}
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
        <PersonField
          key={fields.processId.value}
          meta={fields.assignedToId}
          label="Assignee"
          optional
          nobody="Nobody yet"
          people={team}
          me={user.id}
        />
      </div>
      <TagField meta={fields.tags} label="Tags" optional />
      <CheckboxField meta={fields.takeIt} label="I take it" help="It is acknowledged as yours, and nobody is paged." />
      <CheckboxField
        meta={fields.clientVisible}
        label="The client may see it"
        help="It then shows in the client's portal, with the comments marked for them."
      />
    </>
  );
}

/** The team of a process, asked for when it was chosen. */
function useTeam(processId: string | undefined): TeamMember[] {
  const { load, data, state } = useFetcher<{ team: TeamMember[] }>();
  useEffect(() => {
    if (processId) load(`/resources/team?of=${encodeURIComponent(processId)}`);
  }, [processId, load]);
  return processId && state === "idle" ? (data?.team ?? []) : [];
}
