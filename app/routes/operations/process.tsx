import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { Doors } from "#app/components/operations/doors.tsx";
import { HubFacts } from "#app/components/operations/hub-facts.tsx";
import { RefusedRows } from "#app/components/operations/refused-rows.tsx";
import { HubBadge } from "#app/components/operations/state-badge.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { useRefreshEvery } from "#app/live/use-refresh-every.ts";
import { errors, statusOf } from "#packages/core/errors.ts";
import { operate } from "#packages/operations/doors.server.ts";
import { overviewOf } from "#packages/operations/overview.server.ts";
import { operatorActs } from "#packages/operations/rules.ts";
import { saidOf } from "./door.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.hub.name ?? "Hub"} · Operations · D2C OPs` },
];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const { hubs } = unwrap(context, await overviewOf(api, params.processId ?? ""));
  const [hub] = hubs;
  if (!hub) throw refusalResponse(context, errors.notFound("The process"));
  return { hub };
}

export async function action({ params, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const wanted = formOf(context).get("act");
  const act = operatorActs.find((one) => one === wanted);
  if (!act) throw refusalResponse(context, errors.invalid("This page is from an older version. Reload it."));
  const done = await operate(api, act, params.processId ?? "");
  if (done.ok) return data({ act, ...saidOf(done.value) });
  return data({ act, ok: false, said: done.error.message }, { status: statusOf[done.error.code] });
}

export default function Hub() {
  const { hub } = useLoaderData<typeof loader>();
  useRefreshEvery(10_000);
  return (
    <Page
      title={hub.name}
      subtitle={
        <>
          One hub of{" "}
          <Link to="/operations" className="text-accent-text underline">
            Operations
          </Link>
        </>
      }
      action={<HubBadge {...hub} />}
    >
      {hub.troubles.length > 0 && (
        <ul
          aria-label="What is wrong"
          className="rounded-lg border border-warning bg-warning-soft px-4 py-3 text-warning-text"
        >
          {hub.troubles.map((trouble) => (
            <li key={trouble} className="first-letter:uppercase">
              {trouble}
            </li>
          ))}
        </ul>
      )}
      <Card title="State">
        <HubFacts row={hub} />
      </Card>
      {hub.hub && hub.hub.mirror.refused.length > 0 && <RefusedRows rows={hub.hub.mirror.refused} />}
      <Doors name={hub.name} />
    </Page>
  );
}
