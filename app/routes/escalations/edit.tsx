import type { MetaFunction } from "@remix-run/cloudflare";
import { DeleteRecord } from "#app/kit/delete-record.tsx";
import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { FormPage } from "#app/kit/form-page.tsx";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { updateChain } from "#packages/escalations/commands.server.ts";
import { chainDeletion } from "#packages/escalations/deletion.server.ts";
import { chainEffect } from "#packages/escalations/effect.server.ts";
import { getChain } from "#packages/escalations/views.server.ts";
import { ChainFields } from "./chain-fields.tsx";
import { ChainForm as ChainSchema } from "./chain-form.server.ts";
import { type ChainForm, valuesOf } from "./chain-values.ts";
import { ChainVersion } from "./chain-version.tsx";
import { lossWords } from "./effect-words.ts";
import { troublesOf } from "./troubles.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.facts?.chain.name ?? "Chain"} · D2C OPs` },
];

export const loader = formLoader("escalations.manage", async (api, { params, context }) => {
  const id = params.id ?? "";
  const [found, people, troubles, effect] = await Promise.all([
    api.view(getChain, { id }),
    membersOf(api),
    troublesOf(api),
    api.view(chainEffect, { id }),
  ]);
  const chain = unwrap(context, found);
  // Who may not act any more stays in the list while a tier names them, so that saving doesn't change it unseen.
  const named = new Set(chain.tiers.map(({ userId }) => userId));
  return {
    chain,
    troubles,
    losses: effect.ok && effect.value.chain.isActive ? lossWords(effect.value) : [],
    people: unwrap(context, people).filter(({ id, canAct }) => canAct || named.has(id)),
  };
});

export const action = formAction("escalations.manage", {
  schema: ChainSchema,
  save: (api, input, { params }) => api.execute(updateChain, { ...input, id: params.id }),
  done: () => "/escalations",
  deletion: { of: chainDeletion, to: "/escalations" },
});

export const clientAction = keepInput;

export default forProcess(EditChain, { title: "Chain", what: "Which process is the chain of?" });

function EditChain({ facts: { chain, people, troubles, losses } }: FactsOf<typeof loader>) {
  const page = useFormPage<ChainForm, ChainAnswer>("chain", {
    record: chain,
    values: valuesOf,
    versionOf: ({ version }) => version,
    constraint: { name: { required: true, maxLength: 80 } },
  });
  useRevalidateOn({ entity: "chain", entityId: chain.id });
  return (
    <FormPage
      of={page}
      title={chain.name}
      subtitle="Changes hold at once for what has not fired yet. A tier whose time has passed pages nobody."
      submit="Save chain"
      back="/escalations"
      version={(theirs) => <ChainVersion chain={theirs} people={people} />}
      beside={
        <DeleteRecord what={`the chain “${chain.name}”`}>
          {losses.join(" ")} What it has sent stays in the story. For 30 days it can be brought back, and then serves
          new incidents.
        </DeleteRecord>
      }
    >
      <ChainFields form={page.form} fields={page.fields} people={people} troubles={troubles} />
    </FormPage>
  );
}
