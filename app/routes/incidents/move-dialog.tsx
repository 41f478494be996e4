import { useEffect, useId, useState } from "react";
import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox, Input, Textarea } from "#app/components/ui/form/controls.tsx";
import { describedBy, Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { Unsaved } from "#app/lib/unsaved.tsx";
import type { DetailIncident, IncidentDetail } from "./detail-data.server.ts";

export interface MoveDialogProps {
  move: "resolve" | "reopen";
  detail: IncidentDetail;
  onClose: () => void;
}

/** What resolving or reopening asks for. A refusal keeps every character. */
export default function MoveDialog({ move, detail, onClose }: MoveDialogProps) {
  const formId = useId();
  const { incident } = detail;
  const { fetcher, answer, ...sending } = useIncidentAction({ quiet: true });
  const [dirty, setDirty] = useState(false);
  const [opened] = useState(incident);
  useEffect(() => {
    if (answer?.ok) onClose();
  }, [answer, onClose]);
  const refused = answer !== undefined && !answer.ok;
  const errors = refused ? (answer.fields ?? {}) : {};
  // Somebody wrote into the same texts meanwhile: the first try is refused, so that theirs is seen before it is replaced.
  const clash = incident.rootCause !== opened.rootCause || incident.actionTaken !== opened.actionTaken;
  const version = clash && !refused ? opened.version : incident.version;
  useEffect(() => {
    if (refused) document.getElementById(formId)?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [refused, formId]);
  return (
    <Dialog
      open
      onClose={onClose}
      focusField
      title={move === "resolve" ? `Resolve ${incident.number}` : `Reopen ${incident.number}`}
      description={
        move === "resolve"
          ? "Everybody of the process is told, with how long it took."
          : "It becomes open again, and its escalation starts from the first tier."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} fetcher={fetcher} pendingLabel={move === "resolve" ? "Resolving…" : "Reopening…"}>
            {move === "resolve" ? "Resolve" : "Reopen"}
          </SubmitButton>
        </>
      }
    >
      <fetcher.Form
        id={formId}
        method="post"
        action={actionOf(incident.id)}
        onChange={() => setDirty(true)}
        className="flex flex-col gap-4"
      >
        <CommandId answer={answer} />
        <input type="hidden" name="intent" value={move} />
        <input type="hidden" name="version" value={version} />
        <Unsaved when={dirty} />
        <FormFailure of={sending} />
        {/* What is beside its field is said there, once. */}
        {refused && Object.keys(errors).length === 0 && <FormError errors={[answer.message]} />}
        {move === "resolve" ? (
          <ResolveFields detail={detail} opened={opened} errors={errors} />
        ) : (
          <>
            <Field id="reason" label="Why" optional errors={errors.reason}>
              <Input
                id="reason"
                name="reason"
                maxLength={500}
                aria-describedby={describedBy("reason", { errors: errors.reason })}
              />
            </Field>
            <Checkbox name="takeIt" value="true" label="I take it: nobody is paged" />
          </>
        )}
      </fetcher.Form>
    </Dialog>
  );
}

interface ResolveFieldsProps {
  detail: IncidentDetail;
  /** As it was when the dialog opened. */
  opened: DetailIncident;
  errors: Record<string, string[]>;
}

function ResolveFields({ detail, opened, errors }: ResolveFieldsProps) {
  const { incident, needsRootCause } = detail;
  return (
    <>
      <Field
        id="rootCause"
        label="Root cause"
        optional={!needsRootCause}
        help={needsRootCause ? `Needed for ${incident.severity}.` : "What broke, and why."}
        errors={errors.rootCause}
      >
        <Textarea
          id="rootCause"
          name="rootCause"
          defaultValue={opened.rootCause ?? ""}
          required={needsRootCause}
          aria-invalid={errors.rootCause !== undefined || undefined}
          aria-describedby={describedBy("rootCause", { help: true, errors: errors.rootCause })}
        />
        <Meanwhile before={opened.rootCause} now={incident.rootCause} />
      </Field>
      <Field id="actionTaken" label="Action taken" optional errors={errors.actionTaken}>
        <Textarea id="actionTaken" name="actionTaken" defaultValue={opened.actionTaken ?? ""} />
        <Meanwhile before={opened.actionTaken} now={incident.actionTaken} />
      </Field>
    </>
  );
}

function Meanwhile({ before, now }: { before: string | null; now: string | null }) {
  if (before === now) return null;
  return (
    <div role="status" className="mt-1.5 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
      <p className="text-small">Somebody else wrote meanwhile:</p>
      <p className="whitespace-pre-wrap">{now || "(nothing)"}</p>
    </div>
  );
}
