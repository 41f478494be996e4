import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { DeleteRecord } from "#app/kit/delete-record.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, useKeepProcess } from "#app/kit/process-choice.tsx";
import { deleteRecord } from "#app/lib/delete.server.ts";
import { saveForm } from "#app/lib/forms.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { updateChain } from "#packages/escalations/commands.server.ts";
import { chainDeletion } from "#packages/escalations/deletion.server.ts";
import { getChain } from "#packages/escalations/views.server.ts";
import { fieldsOf } from "./chain-fields.ts";
import { ChainForm as ChainSchema, currentOf } from "./chain-form.server.ts";
import { ChainForm } from "./chain-form.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import type { NamedPerson } from "./sentence.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.chain?.name ?? "Chain"} · D2C OPs` },
];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, chain: null, people: [] };
  const [chain, people] = await Promise.all([api.view(getChain, { id: params.id ?? "" }), membersOf(api)]);
  const edited = unwrap(context, chain);
  // Who may not act any more stays in the list while a tier names them, so that saving doesn't change it unseen.
  const named = new Set(edited.tiers.map(({ userId }) => userId));
  const members = unwrap(context, people).filter(({ id, canAct }) => canAct || named.has(id));
  return { choice, chain: edited, people: members };
}

interface Reply {
  lastResult: SubmissionResult<string[]>;
  current: ChainAnswer | null;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const { search } = new URL(request.url);
  if (request.method === "DELETE")
    return deleteRecord(context, api, chainDeletion, params.id ?? "", `/escalations${search}`);
  const saved = await saveForm(context, ChainSchema, (input) => api.execute(updateChain, { ...input, id: params.id }));
  if (saved.ok) throw redirect(`/escalations${search}`);
  const { lastResult, status, refusal } = saved;
  return data<Reply>({ lastResult, current: refusal && currentOf(refusal) }, { status });
}

export default function EditChain() {
  const { choice, chain, people } = useLoaderData<typeof loader>();
  if (chain) return <Editor key={chain.id} chain={chain} people={people} />;
  return (
    <Page title="Chain">
      <ChooseProcess choice={choice} what="Which process is the chain of?" />
    </Page>
  );
}

function Editor({ chain, people }: { chain: ChainAnswer; people: NamedPerson[] }) {
  const reply = useActionData<Reply>();
  const keep = useKeepProcess();
  // What the form began with: a newer chain that arrives meanwhile must not pass for what this person has read.
  const [base, setBase] = useState(chain);
  useRevalidateOn({ entity: "chain", entityId: chain.id });
  const refusedFor = reply?.current ?? null;
  const latest = refusedFor && refusedFor.version > chain.version ? refusedFor : chain;
  return (
    <Page
      title={chain.name}
      subtitle="Changes hold at once for what has not fired yet. A tier whose time has passed pages nobody."
    >
      {latest.version > base.version && (
        <ChangedMeanwhile latest={latest} people={people} onTake={() => setBase(latest)} />
      )}
      <Card className="max-w-3xl">
        <ChainForm
          key={base.version}
          defaults={fieldsOf(base)}
          lastResult={reply?.lastResult}
          people={people}
          version={Math.max(base.version, refusedFor?.version ?? 0)}
          submitLabel="Save chain"
        >
          <ButtonLink to={keep("/escalations")}>Cancel</ButtonLink>
          <span className="ml-auto">
            <DeleteRecord what={`the chain “${chain.name}”`}>
              What it still had to send is stopped, also for incidents that are open now. What it has sent stays in
              their story. For 30 days it can be brought back, and then serves new incidents.
            </DeleteRecord>
          </span>
        </ChainForm>
      </Card>
    </Page>
  );
}
