import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Checkbox, Select } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { roleLabel } from "#app/lib/role-words.ts";

export interface Person {
  id: string;
  name: string;
  email: string;
  role: string;
  isActive: boolean;
}

interface PersonAccessProps {
  person: Person;
  /** Roles that this admin may hand out. */
  roles: readonly string[];
}

/** One person's role and whether they may sign in; the dialog says what saving does to them. */
export function PersonAccess({ person, roles }: PersonAccessProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        aria-label={`Change the access of ${person.name}`}
        onClick={() => setOpen(true)}
      >
        <Icon name="pencil" className="size-3.5" />
        Change
      </Button>
      {open && <AccessDialog person={person} roles={roles} onClose={() => setOpen(false)} />}
    </>
  );
}

function AccessDialog({ person, roles, onClose }: PersonAccessProps & { onClose: () => void }) {
  const fetcher = useFetcher<{ problem: string | null }>();
  const { id, name } = person;
  const done = fetcher.state === "idle" && fetcher.data?.problem === null;
  useEffect(() => {
    if (!done) return;
    toast(`The access of ${name} is changed.`);
    onClose();
  }, [done, name, onClose]);
  const options = roles.includes(person.role) ? roles : [person.role, ...roles];
  return (
    <Dialog open onClose={onClose} title={`Access of ${name}`} description={person.email} size="small" focusField>
      <fetcher.Form method="post" className="flex flex-col gap-4">
        <FormError errors={fetcher.data?.problem ? [fetcher.data.problem] : undefined} />
        <input type="hidden" name="id" value={id} />
        <Field id="role" label="Role">
          <Select
            id="role"
            name="role"
            defaultValue={person.role}
            options={options.map((role) => ({ value: role, label: roleLabel(role) }))}
          />
        </Field>
        <Checkbox
          name="isActive"
          defaultChecked={person.isActive}
          label="Active"
          help="Somebody who is not active can't sign in and is not paged."
        />
        <p className="rounded-md bg-warning-soft px-3 py-2.5 text-warning-text">
          Saving ends every session of {name} at once: they are signed out wherever they are.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton fetcher={fetcher} pendingLabel="Saving…">
            Save and end sessions
          </SubmitButton>
        </div>
      </fetcher.Form>
    </Dialog>
  );
}
