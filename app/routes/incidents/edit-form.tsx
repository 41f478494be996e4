import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Input, Select, type SelectOption, Textarea } from "#app/components/ui/form/controls.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useUnsaved } from "#app/lib/unsaved.tsx";
import { EditConflict } from "./edit-conflict.tsx";
import type { EditableField } from "./fields.ts";

export interface EditFormProps {
  incidentId: string;
  field: EditableField;
  label: string;
  /** The field's present text and the incident's version, as the page knows them. */
  text: string;
  version: number;
  /** A choice; without it, text of several lines, or of one. */
  options?: readonly SelectOption[];
  emptyLabel?: string;
  single?: boolean;
  help?: string;
  onClose: () => void;
}

/** One field being edited. What it held at the start is kept, so that a change by somebody else is told and never overwritten. */
export default function EditForm(props: EditFormProps) {
  const { incidentId, field, label, text, version, options, emptyLabel, single, help, onClose } = props;
  const id = useId();
  const [start] = useState({ text, version });
  const [draft, setDraft] = useState(text);
  const form = useRef<HTMLFormElement>(null);
  const { fetcher, answer, send, pending, ...sending } = useIncidentAction({ quiet: true });
  useUnsaved(draft !== start.text);
  useEffect(() => {
    const field = form.current?.querySelector<HTMLElement>("[data-own-escape]");
    field?.focus();
    // One goes on writing at the end.
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)
      field.setSelectionRange(field.value.length, field.value.length);
  }, []);
  useEffect(() => {
    if (answer?.ok) onClose();
  }, [answer, onClose]);
  const keys = (event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey">) => {
    if (event.key === "Escape" && draft === start.text) onClose();
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.current?.requestSubmit();
  };
  const common = { id, name: "value", "data-own-escape": true, "aria-label": label, value: draft, onKeyDown: keys };
  const conflict = answer?.conflict;
  return (
    <fetcher.Form ref={form} method="post" action={actionOf(incidentId)} className="flex flex-col gap-2">
      <CommandId answer={answer} />
      <input type="hidden" name="intent" value="edit" />
      <input type="hidden" name="field" value={field} />
      <input type="hidden" name="base" value={start.text} />
      <input type="hidden" name="version" value={start.version} />
      {options ? (
        <Select
          {...common}
          options={options}
          emptyLabel={emptyLabel}
          onChange={(event) => setDraft(event.target.value)}
        />
      ) : single ? (
        <Input {...common} onChange={(event) => setDraft(event.target.value)} autoComplete="off" />
      ) : (
        <Textarea {...common} onChange={(event) => setDraft(event.target.value)} />
      )}
      <FormFailure of={{ pending, ...sending }} />
      {help && <p className="text-small text-text-muted">{help}</p>}
      {answer && !answer.ok && !conflict && (
        <p role="alert" className="text-small text-danger-text">
          {answer.message}
        </p>
      )}
      {conflict ? (
        <EditConflict
          label={label}
          mine={draft}
          theirs={conflict.theirs}
          who={conflict.who}
          options={options}
          pending={pending}
          onKeep={() =>
            send(incidentId, "edit", { field, value: draft, base: conflict.theirs, version: String(conflict.version) })
          }
          onTake={onClose}
        />
      ) : (
        <div className="flex gap-2">
          <SubmitButton size="small" fetcher={fetcher} pendingLabel="Saving…">
            Save
          </SubmitButton>
          <Button size="small" variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      )}
    </fetcher.Form>
  );
}
