import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useLocation, useNavigate } from "@remix-run/react";
import { keepInput } from "#app/kit/keep-input.ts";
import { fromMirror } from "#app/lib/mirror.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { useSettling } from "#app/live/use-settling.ts";
import { errors, statusOf } from "#packages/core/errors.ts";
import { ListOutbox, listOutbox } from "#packages/outbox/queries.server.ts";
import { retryDelivery } from "#packages/outbox/retry.server.ts";
import { DeliveryDialog } from "./delivery-dialog.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.delivery.subject || "Message"} · D2C OPs` },
];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "outbox.view");
  const filter = ListOutbox.parse({ id: params.id?.slice(0, 64), limit: 1 });
  const { items } = await fromMirror(context, api, (read) => listOutbox(read, filter));
  const delivery = items[0];
  if (!delivery) throw refusalResponse(context, errors.notFound("The message"));
  return { delivery };
}

export async function action({ params, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "outbox.retry");
  const result = await api.execute(retryDelivery, { id: params.id });
  if (result.ok) return data({ problem: null });
  return data({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

export const clientAction = keepInput;

/** Over the list, and a page of its own by its address. */
export default function Delivery() {
  const { delivery } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const navigate = useNavigate();
  useSettling(delivery.state === "queued" ? delivery.id : null);
  return (
    <DeliveryDialog delivery={delivery} onClose={() => navigate(`/outbox${search}`, { preventScrollReset: true })} />
  );
}
