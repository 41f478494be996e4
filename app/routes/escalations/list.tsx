import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { chainMatches } from "#packages/escalations/rules.ts";
import { listChains } from "#packages/escalations/views.server.ts";
import { severities, severityRank } from "#packages/incidents/rules.ts";
import { ChainRow } from "./chain-row.tsx";
import { loadSwitched, switchChain } from "./switch.server.ts";
import { SwitchedNotice } from "./switched-notice.tsx";

export const meta: MetaFunction = () => [{ title: "Escalations · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.view");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, chains: null, people: [], switched: null };
  const [chains, people, switched] = await Promise.all([
    api.view(listChains, {}),
    membersOf(api),
    loadSwitched(api, new URL(request.url)),
  ]);
  // The worst first; what is for every severity comes last.
  const rank = ({ severity }: ChainAnswer) => (severity ? severityRank(severity) : severities.length);
  const sorted = unwrap(context, chains).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return { choice, chains: sorted, people: unwrap(context, people), switched };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "escalations.manage");
  return switchChain(context, api, new URL(request.url));
}

export const clientAction = keepInput;

export default function Escalations() {
  const { choice, chains, people, switched } = useLoaderData<typeof loader>();
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
      {switched && mayManage && <SwitchedNotice key={switched.chain.version} effect={switched} />}
      {chains === null ? (
        <ChooseProcess choice={choice} what="Each process has escalation chains of its own." />
      ) : (
        <section className="rounded-lg border border-border bg-surface-raised">
          {chains.length > 0 && <Uncovered chains={chains} />}
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

/** Severities that no chain is for which is switched on. */
function Uncovered({ chains }: { chains: readonly ChainAnswer[] }) {
  const uncovered = severities.filter((severity) => !chains.some((chain) => chainMatches(chain, severity)));
  if (uncovered.length === 0) return null;
  return (
    <p className="border-b border-border bg-warning-soft px-4 py-3 text-warning-text">
      {uncovered.join(", ")}: nobody is paged by itself.
    </p>
  );
}
