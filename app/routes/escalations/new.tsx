import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, useKeepProcess } from "#app/kit/process-choice.tsx";
import { saveForm } from "#app/lib/forms.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { blankChain } from "./chain-fields.ts";
import { ChainForm as ChainSchema } from "./chain-form.server.ts";
import { ChainForm } from "./chain-form.tsx";

export const meta: MetaFunction = () => [{ title: "New chain · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const choice = await processChoice(context, api);
  const people = choice.current === null ? [] : unwrap(context, await membersOf(api));
  return { choice, people: people.filter((person) => person.canAct) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const saved = await saveForm(context, ChainSchema, ({ version: _none, ...input }) => api.execute(createChain, input));
  if (!saved.ok) return data(saved.lastResult, { status: saved.status });
  throw redirect(`/escalations${new URL(request.url).search}`);
}

export default function NewChain() {
  const { choice, people } = useLoaderData<typeof loader>();
  const lastResult = useActionData<SubmissionResult<string[]>>();
  const keep = useKeepProcess();
  return (
    <Page title="New chain" subtitle="Who is told first, how, and who comes next.">
      {choice.current === null ? (
        <ChooseProcess choice={choice} what="Which process is the chain for?" />
      ) : (
        <Card className="max-w-3xl">
          <ChainForm defaults={blankChain} lastResult={lastResult} people={people} submitLabel="Create chain">
            <ButtonLink to={keep("/escalations")}>Cancel</ButtonLink>
          </ChainForm>
        </Card>
      )}
    </Page>
  );
}
