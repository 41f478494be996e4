import { type KeyboardEvent, useRef, useState } from "react";
import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Textarea } from "#app/components/ui/form/controls.tsx";
import { FieldError } from "#app/components/ui/form/field.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandIdField } from "#app/kit/forms/command-id.tsx";
import { DraftNote } from "#app/kit/forms/draft-note.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useDraftText } from "#app/kit/forms/use-draft-text.ts";
import { cx } from "#app/lib/cx.ts";
import type { Visibility } from "#packages/comments/rules.ts";
import type { DetailIncident } from "./detail-data.server.ts";

const choices = [
  { value: "internal", label: "Team only" },
  { value: "external", label: "The client too" },
] as const;

/** What was typed stays until the server has it. After each comment the next is the team's own again. */
export function CommentForm({ incident }: { incident: DetailIncident }) {
  const [visibility, setVisibility] = useState<Visibility>("internal");
  const form = useRef<HTMLFormElement>(null);
  const act = useIncidentAction({
    quiet: true,
    onDone: (sent) => {
      // What was typed while it was being sent is the next comment.
      draft.saved(sent.get("text"));
      setVisibility("internal");
    },
  });
  const { fetcher, answer, pending } = act;
  const draft = useDraftText(`comment ${incident.id}`, answer);
  const keys = (event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey">) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !pending) form.current?.requestSubmit();
  };
  const errors = answer && !answer.ok ? (answer.fields?.text ?? [answer.message]) : null;
  const external = visibility === "external";
  return (
    <fetcher.Form
      ref={form}
      method="post"
      action={actionOf(incident.id)}
      data-print="hide"
      data-to={visibility}
      className={cx(
        "mb-5 flex flex-col gap-2 rounded-md",
        external && "bg-warning-soft p-2 outline-2 outline-offset-2 outline-warning",
      )}
    >
      <CommandIdField id={draft.commandId} />
      <input type="hidden" name="intent" value="comment" />
      <DraftNote at={draft.restoredAt} onDiscard={draft.discard} />
      <FormFailure of={act} />
      <Textarea
        name="text"
        aria-label={external ? "Comment for the client" : "Comment"}
        placeholder={external ? "What may the client know?" : "What did you see, what did you do?"}
        rows={2}
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        onKeyDown={keys}
        aria-invalid={errors ? true : undefined}
        aria-describedby={errors ? "comment-error" : undefined}
        className="min-h-16"
      />
      {errors && <FieldError id="comment-error" errors={errors} />}
      {external && !incident.clientVisible && <NotVisible incident={incident} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <fieldset className="flex flex-wrap gap-x-4">
          <legend className="sr-only">Who may read it</legend>
          {choices.map(({ value, label }) => (
            <label key={value} className="inline-flex min-h-11 items-center gap-2 sm:min-h-8">
              <input
                type="radio"
                name="visibility"
                value={value}
                checked={visibility === value}
                onChange={() => setVisibility(value)}
                className="size-4 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        {/* As wide whatever it says: it must not move when the choice changes. */}
        <SubmitButton
          fetcher={fetcher}
          variant={external ? "primary" : "secondary"}
          pendingLabel={external ? "Sending…" : "Adding…"}
          className="min-w-40"
        >
          {external ? "Send to the client" : "Comment"}
        </SubmitButton>
      </div>
    </fetcher.Form>
  );
}

function NotVisible({ incident }: { incident: DetailIncident }) {
  const { send, pending } = useIncidentAction();
  const show = { field: "clientVisible", value: "true", base: "false", version: String(incident.version) };
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-warning-text">
      The client can't see this incident yet.
      <Button size="small" pending={pending} onClick={() => send(incident.id, "edit", show)}>
        Show it to the client
      </Button>
    </p>
  );
}
