import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { FormPage } from "#app/kit/form-page.tsx";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { ChainFields } from "./chain-fields.tsx";
import { ChainForm as ChainSchema } from "./chain-form.server.ts";
import { blankChain, type ChainForm } from "./chain-values.ts";
import { troublesOf } from "./troubles.server.ts";

const title = "New chain";

export const meta = titled(title);

export const loader = formLoader("escalations.manage", async (api, { context }) => {
  const [people, troubles] = await Promise.all([membersOf(api), troublesOf(api)]);
  return { people: unwrap(context, people).filter((person) => person.canAct), troubles };
});

export const action = formAction("escalations.manage", {
  schema: ChainSchema,
  save: (api, { version: _none, ...input }) => api.execute(createChain, input),
  done: () => "/escalations",
});

export const clientAction = keepInput;

export default forProcess(NewChain, { title, what: "Which process is the chain for?" });

function NewChain({ facts: { people, troubles } }: FactsOf<typeof loader>) {
  const page = useFormPage<ChainForm>("chain", {
    record: null,
    values: () => blankChain,
    constraint: { name: { required: true, maxLength: 80 } },
  });
  return (
    <FormPage
      of={page}
      title={title}
      subtitle="Who is told first, how, and who comes next."
      submit="Create chain"
      back="/escalations"
    >
      <ChainFields form={page.form} fields={page.fields} people={people} troubles={troubles} />
    </FormPage>
  );
}
