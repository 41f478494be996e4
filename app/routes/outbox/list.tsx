import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { keepInput } from "#app/kit/keep-input.ts";
import { actsAction, once } from "#app/kit/list/acts-action.server.ts";
import { oneOf } from "#app/kit/list/filters.ts";
import { listLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { titled } from "#app/kit/titled.ts";
import { fromMirror } from "#app/lib/mirror.server.ts";
import { ListOutbox, listOutbox, listResting } from "#packages/outbox/queries.server.ts";
import { retryAll } from "#packages/outbox/retry.server.ts";
import { tryChannel } from "#packages/outbox/try.server.ts";
import { outboxColumns } from "./columns.tsx";
import { stateLook } from "./looks.ts";
import { RestingNotice, triedChannels, tryAct } from "./resting-notice.tsx";
import { RetryAll } from "./retry-all.tsx";

export const meta = titled("Outbox");
export const loader = listLoader({
  permission: "outbox.view",
  filter: ListOutbox,
  views: "outbox",
  withPlatform: true,
  read: (api, filter) => api.read((read) => listOutbox(read, filter)),
  also: async (api, context) => ({ resting: (await fromMirror(context, api, listResting)).items }),
});
export const action = actsAction("outbox.retry", {
  ...Object.fromEntries(
    triedChannels.map((channel) => [
      tryAct(channel),
      once(
        (api) => api.execute(tryChannel, { channel }),
        () => "It is being tried: what waits goes out as soon as it is taken.",
      ),
    ]),
  ),
  retryAll: once(
    (api, _form, params) => api.execute(retryAll, { state: params.get("state") ?? "parked" }),
    ({ retried, more }) =>
      `${retried === 1 ? "One message was" : `${retried} messages were`} queued again${more ? "; there are more." : "."}`,
  ),
});

export const clientAction = keepInput;

export default function Outbox() {
  const list = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <ListPage
      title="Outbox"
      subtitle="Every message to every person, and what came of it."
      things={["message", "messages"]}
      list={list}
      entity={["delivery", "incident"]}
      filters={[oneOf("state", "State", stateLook)]}
      notice={
        <>
          <RestingNotice resting={list.also.resting} single={list.choice.current !== null} />
          <RetryAll list={list} />
        </>
      }
      caption="Messages, newest first"
      rowId={({ id }) => id}
      shape={{ columns: outboxColumns, href: ({ id }) => `/outbox/${id}${search}` }}
      empty={{ icon: "send", title: "Nothing was sent yet", text: "When an incident opens, its messages appear here." }}
    >
      <Outlet />
    </ListPage>
  );
}
