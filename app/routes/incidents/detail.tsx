import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useContext } from "react";
import { OverList } from "#app/components/incident/over-list.ts";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { deleteRecord } from "#app/lib/delete.server.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { incidentDeletion } from "#packages/incidents/deletion.server.ts";
import { act } from "./act.server.ts";
import { loadDetail } from "./detail-data.server.ts";
import { IncidentFrame } from "./incident-frame.tsx";
import { IncidentView } from "./incident-view.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.incident.number} ${loaded.incident.title} · D2C OPs` : "Incident · D2C OPs" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const api = await pageApi(context, "incidents.view");
  return loadDetail(context, api, params.id ?? "", new URL(request.url).searchParams.get("before"));
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const api = await pageApi(context, "incidents.view");
  if (request.method === "DELETE") return deleteRecord(context, api, incidentDeletion, params.id ?? "", "/incidents");
  const acted = await act(api, params.id ?? "", formOf(context));
  const tooMany = !acted.ok && context.services.retryAfter() !== null;
  return data(acted, { status: tooMany ? 429 : 200 });
}

export const clientAction = keepInput;

export default function Incident() {
  const detail = useLoaderData<typeof loader>();
  const over = useContext(OverList);
  // Only of a form sent without a script: with one, what came of it is told where it was pressed.
  const reply = useActionData<typeof action>();
  const refusal = reply && "ok" in reply && !reply.ok && <FormError errors={[reply.message]} />;
  // Keyed, so that nothing half-written for one incident is carried over to the next.
  return <IncidentView key={detail.incident.id} detail={detail} over={over} refusal={refusal} />;
}

export function ErrorBoundary() {
  const over = useContext(OverList);
  return (
    <IncidentFrame over={over} title="Incident">
      <RouteError />
    </IncidentFrame>
  );
}
