import { CheckboxField, InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { DialogForm } from "#app/kit/dialog-form.tsx";
import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { ListOnCall } from "#packages/on-call/inputs.ts";
import { dutyWords, mostDays, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";
import { listOnCall } from "#packages/on-call/views.server.ts";
import { OnCallForm } from "./on-call-form.server.ts";
import { TakeOff } from "./take-off.tsx";
import { weeksFrom } from "./weeks.ts";

const title = "Put someone on call";

export const meta = titled(title);

export const loader = formLoader("on_call.manage", async (api, { request, context }) => {
  const params = new URL(request.url).searchParams;
  const role = onCallRoles.find((each) => each === params.get("role")) ?? "primary";
  // A date that can't be read is no reason for an error page: today is what was most likely meant.
  const asked = ListOnCall.shape.from.safeParse(params.get("date") ?? undefined).data;
  const day = asked === undefined ? {} : { from: asked, to: asked };
  const [members, list] = await Promise.all([membersOf(api), api.view(listOnCall, day)]);
  const { today, items } = unwrap(context, list);
  const date = asked ?? today;
  const entry = items.find((each) => each.date === date && each.role === role) ?? null;
  const people = unwrap(context, members).filter(({ isActive, canAct }) => isActive && canAct);
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  return { role, date, today, entry, people: options, back: weeksFrom(params) };
});

export const action = formAction("on_call.manage", {
  schema: OnCallForm,
  save: (api, input) => api.execute(createOnCall, input),
  done: (_entry, { request }) => weeksFrom(new URL(request.url).searchParams),
});

export const clientAction = keepInput;

export default forProcess(PutOnCall, { title, what: "Each process has an on-call schedule of its own." });

function PutOnCall({ facts }: FactsOf<typeof loader>) {
  const { role, date, today, entry, people, back } = facts;
  // Each place of the schedule is a form of its own: what was begun for one is no draft of another.
  const page = useFormPage(`on-call-${role}-${date}`, {
    record: null,
    values: () => ({ userId: "", role: role as string, date, to: "", replace: entry ? "on" : "" }),
    constraint: { userId: { required: true }, role: { required: true }, date: { required: true } },
  });
  const { fields } = page;
  return (
    <DialogForm
      of={page}
      title={entry ? `${entry.name} is ${dutyWords(role, date)}` : title}
      {...(entry && { description: "Put somebody else in their place: no moment between has nobody." })}
      back={back}
      submit={entry ? "Replace" : "Add to the schedule"}
      after={entry && <TakeOff entry={entry} back={back} />}
    >
      <SelectField meta={fields.userId} label="Person" emptyLabel="Choose a person" options={people} />
      <SelectField
        meta={fields.role}
        label="Role"
        options={onCallRoles.map((value) => ({ value, label: onCallRoleWords[value] }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField meta={fields.date} label="From" type="date" min={today} />
        <InputField
          meta={fields.to}
          label="To"
          optional
          type="date"
          min={today}
          help={`Empty: that day alone. At most ${mostDays} days.`}
        />
      </div>
      <CheckboxField
        meta={fields.replace}
        label="Replace whoever has these days"
        help="From midnight to midnight in the process's time zone."
      />
    </DialogForm>
  );
}
