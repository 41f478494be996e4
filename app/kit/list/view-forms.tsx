import { useId } from "react";
import { Checkbox, Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Popover } from "#app/components/ui/overlay/popover.tsx";
import type { ViewAnswer } from "#packages/views/answer.ts";
import { CommandId } from "../forms/command-id.tsx";
import { FormFailure } from "../forms/form-failure.tsx";
import { useAct } from "../forms/use-act.ts";
import { useKeepProcess } from "../process-choice.tsx";
import type { Acted } from "./acted.ts";

const button =
  "inline-flex min-h-10 items-center gap-1.5 rounded-md px-2 text-small text-text-muted hover:bg-surface-sunken hover:text-text sm:min-h-8";

/** Keeps what the address shows under a name. */
export function SaveView({ page, search }: { page: string; search: string }) {
  return (
    <Popover
      className={button}
      label={
        <>
          <Icon name="plus" className="size-3.5" />
          Save view
        </>
      }
    >
      <ViewForm act="create" hidden={{ page, search }} name="" shared={false} verb="Save view" />
    </Popover>
  );
}

/** Renames, shares or deletes the view that is shown. */
export function ChangeView({ view: { id, name, shared } }: { view: ViewAnswer }) {
  return (
    <Popover
      closeOn={`${name} ${shared}`}
      className={button}
      label={
        <>
          <Icon name="pencil" className="size-3.5" />
          Change view
        </>
      }
    >
      <ViewForm act="update" hidden={{ id }} name={name} shared={shared} verb="Save" mayRemove />
    </Popover>
  );
}

interface ViewFormProps {
  act: string;
  hidden: Record<string, string>;
  name: string;
  shared: boolean;
  verb: string;
  mayRemove?: boolean;
}

function ViewForm({ act, hidden, name, shared, verb, mayRemove = false }: ViewFormProps) {
  const id = useId();
  const keepProcess = useKeepProcess();
  const sending = useAct<Acted>(undefined, { quiet: true });
  const { fetcher, answer } = sending;
  const problems = answer && !answer.ok ? [Object.values(answer.fields ?? {}).flat()[0] ?? answer.message] : undefined;
  return (
    <fetcher.Form
      method="post"
      action={keepProcess("/resources/views")}
      className="flex w-64 max-w-full flex-col gap-3 p-2.5"
    >
      {/* Done means another address and no answer, after which the next press is another act; a retry sends what was sent. */}
      <CommandId answer={sending.pending} />
      <FormFailure of={sending} />
      <FormError errors={problems} />
      {Object.entries(hidden).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <Field id={id} label="Name">
        <Input id={id} name="name" required maxLength={60} defaultValue={name} autoComplete="off" />
      </Field>
      <Checkbox name="shared" defaultChecked={shared} label="Shared" help="Everybody who may open this list has it." />
      <div className="flex flex-wrap gap-2">
        <SubmitButton fetcher={fetcher} name="act" value={act} pendingLabel="Saving…">
          {verb}
        </SubmitButton>
        {mayRemove && (
          <SubmitButton
            fetcher={fetcher}
            name="act"
            value="remove"
            variant="secondary"
            formNoValidate
            pendingLabel="Deleting…"
          >
            Delete view
          </SubmitButton>
        )}
      </div>
    </fetcher.Form>
  );
}
