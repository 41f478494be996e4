import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { chainEffect } from "#packages/escalations/effect.server.ts";
import { lossWords } from "./effect-words.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Switch ${data ? `“${data.chain.name}”` : "a chain"} off · D2C OPs` },
];

export async function loader({ context, params }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  return unwrap(context, await api.view(chainEffect, { id: params.id ?? "" }));
}

/** Asked before a chain is switched off that pages somebody: what stops, and what is left. */
export default function SwitchOff() {
  const effect = useLoaderData<typeof loader>();
  const keep = useKeepProcess();
  const { chain } = effect;
  return (
    <Page title={`Switch “${chain.name}” off?`}>
      <Card className="max-w-2xl">
        <ul className="mb-5 flex list-disc flex-col gap-2 pl-5 wrap-anywhere">
          {lossWords(effect).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <Form method="post" action={keep("/escalations")} className="flex flex-wrap gap-2">
          <CommandId />
          <input type="hidden" name="id" value={chain.id} />
          <input type="hidden" name="version" value={chain.version} />
          <input type="hidden" name="isActive" value="false" />
          <input type="hidden" name="sure" value="true" />
          <SubmitButton variant="danger" pendingLabel="Switching off…">
            Switch off
          </SubmitButton>
          <ButtonLink to={keep("/escalations")}>Leave it on</ButtonLink>
        </Form>
      </Card>
    </Page>
  );
}
