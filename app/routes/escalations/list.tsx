import type { ActionFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { ChainRow } from "./chain-row.tsx";
import { loadChains } from "./list.server.ts";
import { switchChain } from "./switch.server.ts";
import { SwitchedNotice } from "./switched-notice.tsx";
import { Uncovered } from "./uncovered.tsx";

export const meta = titled("Escalations");
export const loader = loadChains;
export const action = async ({ request, context }: ActionFunctionArgs) =>
  switchChain(context, await pageApi(context, "escalations.manage"), new URL(request.url));
export const clientAction = keepInput;

export default function Escalations() {
  const list = useLoaderData<typeof loader>();
  const keep = useKeepProcess();
  const mayManage = useCan("escalations.manage");
  const { people, switched } = list.page ? list.also : { people: [], switched: null };
  return (
    <ListPage
      title="Escalations"
      subtitle="Who is paged when an incident opens, until somebody acknowledges it."
      things={["chain", "chains"]}
      list={list}
      entity={["chain", "user"]}
      create={{ to: "/escalations/new", label: "New chain", permission: "escalations.manage" }}
      actions={
        <ButtonLink to={keep("/escalations/dry-run")}>
          <Icon name="calendar-search" className="size-4" />
          Dry run
        </ButtonLink>
      }
      notice={
        <>
          {switched && mayManage && <SwitchedNotice key={switched.chain.version} effect={switched} />}
          <Uncovered chains={list.page?.items ?? []} />
        </>
      }
      choose="Each process has escalation chains of its own."
      caption="Chains, for the worst severity first"
      rowId={({ id }) => id}
      shape={{ item: (chain) => <ChainRow chain={chain} people={people} mayManage={mayManage} /> }}
      empty={{ icon: "waypoints", title: "Nobody is paged by itself yet", text: withoutChain }}
    />
  );
}

const withoutChain =
  "Without a chain an incident only shows in the list. A chain says who is told, how, and who comes next.";
