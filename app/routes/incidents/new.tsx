import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { Card } from "#app/components/ui/card.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { saveForm } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { errors } from "#packages/core/errors.ts";
import { refuse } from "#packages/core/result.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { NewIncident } from "./new-form.server.ts";
import { NewIncidentForm } from "./new-incident-form.tsx";
import { everyProcess, teamsOf } from "./people.server.ts";

export const meta: MetaFunction = () => [{ title: "Create incident · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "incidents.create");
  const { processId } = api;
  const processes = everyProcess(context);
  const owners = api.crosses || processId === null ? (await processes).map(({ id }) => id) : [processId];
  const [all, teams] = await Promise.all([processes, teamsOf(api, owners)]);
  return { processes: all, teams, processId };
}

const noProcess = errors.invalid("Choose the process.", { processId: ["Choose the process it happens in."] });

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "incidents.create");
  const created = await saveForm(context, NewIncident, async ({ processId = api.processId, ...input }) =>
    processId ? api.in(processId).execute(createIncident, input) : refuse(noProcess),
  );
  if (!created.ok) return data(created.lastResult, { status: created.status });
  throw redirect(`/incidents/${created.value.number}`);
}

export const clientAction = keepInput;

export default function NewIncidentPage() {
  const facts = useLoaderData<typeof loader>();
  const reply = useReply<SubmissionResult<string[]>>();
  return (
    <div className="mx-auto max-w-3xl">
      <Page title="Create incident" subtitle="Everybody of the process is told, and its escalation starts at once.">
        <Card>
          <NewIncidentForm reply={reply} {...facts} />
        </Card>
      </Page>
    </div>
  );
}

export const ErrorBoundary = RouteError;
