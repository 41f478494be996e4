import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { fieldsOf } from "#app/components/escalations/chain-fields.ts";
import { ChainForm } from "#app/components/escalations/chain-form.tsx";
import { currentOf, ChainForm as ChainSchema } from "#app/components/escalations/chain-form.server.ts";
import { ChangedMeanwhile } from "#app/components/escalations/changed-meanwhile.tsx";
import { DeleteChain } from "#app/components/escalations/delete-chain.tsx";
import { useKeepProcess } from "#app/components/settings/process-choice.tsx";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { parseForm } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import { deleteChain, updateChain } from "#packages/escalations/commands.server.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { getChain } from "#packages/escalations/views.server.ts";
import { membersNear } from "#app/components/escalations/members.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.chain.name ?? "Chain"} · D2C OPs` },
];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const chain = unwrap(context, await api.view(getChain, { id: params.id ?? "" }));
  return { chain, people: await membersNear(context, api) };
}

interface Reply {
  lastResult: SubmissionResult<string[]>;
  current: ChainAnswer | null;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const { search } = new URL(request.url);
  if (request.method === "DELETE") {
    const deleted = await api.execute(deleteChain, { id: params.id });
    if (!deleted.ok) throw refusalResponse(context, deleted.error);
    throw redirect(`/escalations${search}`);
  }
  const form = await parseForm(request, ChainSchema);
  if (!form.ok) return data<Reply>({ lastResult: form.reply, current: null }, { status: 422 });
  const result = await api.execute(updateChain, { ...form.value, id: params.id });
  if (result.ok) throw redirect(`/escalations${search}`);
  const { error } = result;
  return data<Reply>({ lastResult: form.refuse(error), current: currentOf(error) }, { status: statusOf[error.code] });
}

export default function EditChain() {
  const { chain, people } = useLoaderData<typeof loader>();
  const reply = useActionData<Reply>();
  const keep = useKeepProcess();
  const version = Math.max(chain.version, reply?.current?.version ?? 0);
  return (
    <Page title={chain.name} subtitle="Changes hold for tiers that have not fired yet.">
      <ChangedMeanwhile chain={chain} current={reply?.current ?? null} people={people} />
      <Card className="max-w-3xl">
        <ChainForm
          key={`${chain.id}.${chain.version}`}
          defaults={fieldsOf(chain)}
          lastResult={reply?.lastResult}
          people={people}
          version={version}
          submitLabel="Save chain"
        >
          <ButtonLink to={keep("/escalations")}>Cancel</ButtonLink>
          <span className="ml-auto">
            <DeleteChain name={chain.name} />
          </span>
        </ChainForm>
      </Card>
    </Page>
  );
}
