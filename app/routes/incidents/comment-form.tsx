import { type KeyboardEvent, useRef, useState } from "react";
import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Textarea } from "#app/components/ui/form/controls.tsx";
import { FieldError } from "#app/components/ui/form/field.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useUnsaved } from "#app/lib/unsaved.tsx";

const choices = [
  { value: "internal", label: "Team only" },
  { value: "external", label: "The client too" },
];

/** What was typed stays until the server has it. */
export function CommentForm({ incidentId }: { incidentId: string }) {
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const act = useIncidentAction({
    quiet: true,
    // What was typed while it was being sent is the next comment.
    onDone: (sent) => setText((now) => (now === sent.get("text") ? "" : now)),
  });
  const { fetcher, answer, pending } = act;
  useUnsaved(text.trim() !== "");
  const keys = (event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey">) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !pending) form.current?.requestSubmit();
  };
  const errors = answer && !answer.ok ? (answer.fields?.text ?? [answer.message]) : null;
  return (
    <fetcher.Form
      ref={form}
      method="post"
      action={actionOf(incidentId)}
      data-print="hide"
      className="mb-5 flex flex-col gap-2"
    >
      <CommandId answer={answer} />
      <input type="hidden" name="intent" value="comment" />
      <FormFailure of={act} />
      <Textarea
        name="text"
        aria-label="Comment"
        placeholder="What did you see, what did you do?"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
        aria-invalid={errors ? true : undefined}
        aria-describedby={errors ? "comment-error" : undefined}
        className="min-h-16"
      />
      {errors && <FieldError id="comment-error" errors={errors} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <fieldset className="flex flex-wrap gap-x-4">
          <legend className="sr-only">Who may read it</legend>
          {choices.map(({ value, label }, index) => (
            <label key={value} className="inline-flex min-h-11 items-center gap-2 sm:min-h-8">
              <input
                type="radio"
                name="visibility"
                value={value}
                defaultChecked={index === 0}
                className="size-4 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <SubmitButton fetcher={fetcher} variant="secondary" pendingLabel="Adding…">
          Comment
        </SubmitButton>
      </div>
    </fetcher.Form>
  );
}
