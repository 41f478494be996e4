import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { Form, useLoaderData, useLocation } from "@remix-run/react";
import { useContext } from "react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { OverList } from "#app/components/incident/over-list.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import { pageChoices } from "#packages/escalations/choices.server.ts";
import { pageByHand } from "#packages/escalations/page.server.ts";
import { AlertChoice } from "./alert-choice.tsx";
import { IncidentFrame } from "./incident-frame.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `Page someone${loaded ? ` for ${loaded.incident.number}` : ""} · D2C OPs` },
];

export async function loader({ context, params }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.run");
  return unwrap(context, await api.view(pageChoices, { id: params.id ?? "" }));
}

/** `to`: `user:` or `chain:` and its id. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.run");
  const form = formOf(context);
  const [kind, to = ""] = (form.get("to") ?? "").split(":");
  const whom = kind === "chain" ? { chainId: to } : to ? { userIds: [to] } : {};
  const note = form.get("note")?.trim();
  const paged = await api.execute(pageByHand, { id: params.id, ...whom, ...(note ? { note } : {}) });
  if (!paged.ok) return data({ problem: paged.error.message }, { status: statusOf[paged.error.code] });
  throw redirect(`/incidents/${params.id}${new URL(request.url).search}`);
}

export const clientAction = keepInput;

/** A dialog over the list, or a page: also without a script. */
export default function PageSomebody() {
  const { incident, people, chains, held } = useLoaderData<typeof loader>();
  const over = useContext(OverList);
  const { search } = useLocation();
  const reply = useReply<{ problem: string }>();
  const problem = reply.answer?.problem;
  return (
    <IncidentFrame over={over} title={`Page someone for ${incident.number}`}>
      <div className="max-w-2xl">
        {!over && <h1 className="text-title">Page someone for {incident.number}</h1>}
        <p className="mt-1 mb-4 flex flex-wrap items-center gap-2 wrap-anywhere">
          <SeverityBadge severity={incident.severity} />
          <bdi className="min-w-0">{incident.title}</bdi>
        </p>
        <Form method="post" className="flex flex-col gap-5">
          <CommandId answer={reply.answer} />
          <FormFailure of={reply} />
          {problem && <FormError errors={[problem]} />}
          {held.map(({ channel, problem: why }) => (
            <Notice key={channel} tone="warning">
              Pages can't leave by e-mail now: {why}. Who is paged sees it in the app, when they look. Call them as
              well.
            </Notice>
          ))}
          <AlertChoice people={people} chains={chains} />
          <Field id="note" label="A word to them" optional help="It stands in the page and in the story.">
            <Input id="note" name="note" maxLength={500} autoComplete="off" aria-describedby="note-help" />
          </Field>
          <p className="text-text-muted">
            A page can't be taken back. Acknowledging the incident drops what has not left.
            {incident.status !== "open" && " The incident needs an acknowledgement again."}
          </p>
          <div className="flex flex-wrap gap-2">
            <SubmitButton pendingLabel="Paging…">Page now</SubmitButton>
            <ButtonLink to={`/incidents/${incident.number}${search}`}>Cancel</ButtonLink>
          </div>
        </Form>
      </div>
    </IncidentFrame>
  );
}

export function ErrorBoundary() {
  return (
    <IncidentFrame over={useContext(OverList)} title="Page someone">
      <RouteError />
    </IncidentFrame>
  );
}
