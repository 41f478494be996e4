import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { Form, useLoaderData, useSearchParams } from "@remix-run/react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { CheckboxField, InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { RouteDialog } from "#app/kit/route-dialog.tsx";
import { titled } from "#app/kit/titled.ts";
import { formOf, saveForm } from "#app/lib/forms.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { search } from "#app/lib/url.ts";
import { capital } from "#packages/core/capital.ts";
import { statusOf } from "#packages/core/errors.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { onCallDeletion } from "#packages/on-call/deletion.server.ts";
import { ListOnCall } from "#packages/on-call/inputs.ts";
import { dutyWords, mostDays, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";
import { listOnCall } from "#packages/on-call/views.server.ts";
import { OnCallForm } from "./on-call-form.server.ts";
import { TakeOff } from "./take-off.tsx";

export const meta = titled("Put someone on call");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "on_call.manage");
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
  return { role, date, today, entry, people: people.map(({ id, name }) => ({ value: id, label: name })) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "on_call.manage");
  const form = formOf(context);
  const back = backTo(new URL(request.url).searchParams);
  if (form.get("intent") === "take_off") {
    const removed = await api.execute(onCallDeletion.remove, { id: form.get("id") });
    if (removed.ok) throw redirect(back);
    return data({ problem: removed.error.message }, { status: statusOf[removed.error.code] });
  }
  const saved = await saveForm(context, OnCallForm, (input) => api.execute(createOnCall, input));
  if (!saved.ok) return data({ lastResult: saved.lastResult }, { status: saved.status });
  throw redirect(back);
}

export const clientAction = keepInput;

interface Answer {
  problem?: string;
  lastResult?: SubmissionResult<string[]>;
}

/** The page beneath, as it was: without what this form was asked for. */
function backTo(params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  for (const name of ["date", "role"]) rest.delete(name);
  return `/on-call${search(rest)}`;
}

export default function PutOnCall() {
  const { role, date, today, entry, people } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const reply = useReply<Answer>();
  const [form, fields] = useForm({
    id: "on-call",
    defaultValue: { userId: "", role, date, to: "", replace: entry ? "on" : "" },
    lastResult: reply.answer?.lastResult,
    constraint: { userId: { required: true }, role: { required: true }, date: { required: true } },
  });
  const closeTo = backTo(params);
  const title = entry ? `${entry.name} is ${dutyWords(role, date)}` : "Put someone on call";
  return (
    <RouteDialog
      title={title}
      {...(entry && { description: "Put somebody else in their place: no moment between has nobody." })}
      closeTo={closeTo}
      size="small"
      focusField
    >
      <Form method="post" preventScrollReset {...getFormProps(form)} className="flex flex-col gap-4">
        <CommandId answer={reply.answer} />
        <FormFailure of={reply} />
        <FormError
          id={form.errorId}
          errors={form.errors ?? (reply.answer?.problem ? [reply.answer.problem] : undefined)}
        />
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
        <SubmitButton pendingLabel="Saving…">{entry ? "Replace" : "Add to the schedule"}</SubmitButton>
      </Form>
      {entry && (
        <TakeOff id={entry.id} role={role}>
          {capital(dutyWords(role, date))}
        </TakeOff>
      )}
    </RouteDialog>
  );
}
