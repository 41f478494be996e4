import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { statusOf } from "#packages/core/errors.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { updateChain } from "#packages/escalations/commands.server.ts";
import { listChains } from "#packages/escalations/views.server.ts";
import { severities, severityRank } from "#packages/incidents/rules.ts";
import { ChainRow } from "./chain-row.tsx";

export const meta: MetaFunction = () => [{ title: "Escalations · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.view");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, chains: null, people: [] };
  const [chains, people] = await Promise.all([api.view(listChains, {}), membersOf(api)]);
  // The worst first; what is for every severity comes last.
  const rank = ({ severity }: ChainAnswer) => (severity ? severityRank(severity) : severities.length);
  const sorted = unwrap(context, chains).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return { choice, chains: sorted, people: unwrap(context, people) };
}

/** The switch of one chain. */
export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  const form = formOf(context);
  const result = await api.execute(updateChain, {
    id: form.get("id"),
    version: Number(form.get("version")),
    isActive: form.get("isActive") === "true",
  });
  if (result.ok) return data({ problem: null });
  return data({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

export default function Escalations() {
  const { choice, chains, people } = useLoaderData<typeof loader>();
  const mayManage = useCan("escalations.manage");
  const keep = useKeepProcess();
  useRevalidateOn({ entity: ["chain", "user"] });
  const create = mayManage && chains && (
    <ButtonLink variant="primary" to={keep("/escalations/new")}>
      <Icon name="plus" className="size-4" />
      New chain
    </ButtonLink>
  );
  return (
    <Page
      title="Escalations"
      subtitle="Who is paged when an incident opens, until somebody acknowledges it."
      action={
        chains && (
          <div className="flex flex-wrap gap-2">
            <ButtonLink to={keep("/escalations/dry-run")}>
              <Icon name="calendar-search" className="size-4" />
              Dry run
            </ButtonLink>
            {create}
          </div>
        )
      }
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {chains === null ? (
        <ChooseProcess choice={choice} what="Each process has escalation chains of its own." />
      ) : (
        <section className="rounded-lg border border-border bg-surface-raised">
          {chains.length > 0 ? (
            <ul className="divide-y divide-border">
              {chains.map((chain) => (
                <ChainRow key={chain.id} chain={chain} people={people} mayManage={mayManage} />
              ))}
            </ul>
          ) : (
            <EmptyState icon="waypoints" title="Nobody is paged by itself yet" action={create}>
              Without a chain an incident only shows in the list. A chain says who is told, how, and who comes next.
            </EmptyState>
          )}
        </section>
      )}
    </Page>
  );
}
