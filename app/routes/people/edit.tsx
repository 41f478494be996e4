import { useShell } from "#app/components/shell/shell-data.ts";
import { CheckboxField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { DialogForm } from "#app/kit/dialog-form.tsx";
import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { roleLabel } from "#app/lib/role-words.ts";
import { errors } from "#packages/core/errors.ts";
import type { MemberAnswer } from "#packages/users/answer.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { listMembers } from "#packages/users/index.ts";
import { AccessForm } from "./access-form.server.ts";
import { rolesUnder } from "./roles-under.ts";

const title = "Access";

export const meta = titled(title);

export const loader = formLoader("members.manage", async (api, { params, context }) => {
  const person = unwrap(context, await api.view(listMembers, {})).find(({ id }) => id === params.id);
  if (!person) throw refusalResponse(context, errors.notFound("The person"));
  return { person };
});

export const action = formAction("members.manage", {
  schema: AccessForm,
  save: (api, input, { params }) => api.execute(updateUserAccess, { ...input, id: params.id }),
  done: () => "/people",
});

export const clientAction = keepInput;

export default forProcess(EditAccess, { title, what: "Each process has people of its own." });

/** One person's role and whether they may sign in; the dialog says what saving does to them. */
function EditAccess({ facts: { person } }: FactsOf<typeof loader>) {
  const { user } = useShell();
  const page = useFormPage<{ role: string; isActive: boolean }, MemberAnswer>("access", {
    record: person,
    values: ({ role, isActive }) => ({ role, isActive }),
    versionOf: ({ version }) => version,
  });
  const mine = rolesUnder(user.role);
  const roles = mine.some((role) => role === person.role) ? mine : [person.role, ...mine];
  return (
    <DialogForm
      of={page}
      title={`Access of ${person.name}`}
      description={person.email}
      back="/people"
      submit="Save and end sessions"
      version={({ role, isActive }) => (
        <p className="mt-1">
          Now: {roleLabel(role)}, {isActive ? "active" : "not active"}.
        </p>
      )}
    >
      <SelectField
        meta={page.fields.role}
        label="Role"
        options={roles.map((role) => ({ value: role, label: roleLabel(role) }))}
      />
      <CheckboxField
        meta={page.fields.isActive}
        label="Active"
        help="Somebody who is not active can't sign in and is not paged."
      />
      <Notice tone="warning">
        Saving ends every session of {person.name} at once: they are signed out wherever they are.
      </Notice>
    </DialogForm>
  );
}
