import { endpoint } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { listed } from "#packages/core/spanning.ts";
import { outboxGauges } from "./gauges.server.ts";
import { RetryAll, TryChannel } from "./inputs.ts";
import { outboxPermissions } from "./permissions.ts";
import { ListMessages, ListOutbox, listMessages, listOutbox, listResting } from "./queries.server.ts";
import { retryAll, retryDelivery } from "./retry.server.ts";
import { tryChannel } from "./try.server.ts";

const tag = "Outbox";

const endpoints = [
  endpoint({
    method: "get",
    path: "/outbox",
    tag,
    summary: "What was sent to whom, and what came of it",
    permission: "outbox.view",
    query: ListOutbox,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListOutbox, api.query);
      if (!filter.ok) return filter;
      return listed(api, (read) => listOutbox(read, filter.value));
    },
  }),
  endpoint({
    method: "get",
    path: "/outbox/messages",
    tag,
    summary: "Messages with those whom they reached, once their deliveries are two weeks old",
    permission: "outbox.view",
    query: ListMessages,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListMessages, api.query);
      if (!filter.ok) return filter;
      return listed(api, (read) => listMessages(read, filter.value));
    },
  }),
  endpoint({
    method: "get",
    path: "/outbox/channels",
    tag,
    summary: "Channels that take no messages at present, and why",
    permission: "outbox.view",
    status: 200,
    handle: (api) => listed(api, listResting),
  }),
  endpoint({
    method: "post",
    path: "/outbox/channels/try",
    tag,
    summary: "Try a channel that takes nothing at once: when it is well again, all that waits goes out",
    permission: "outbox.retry",
    body: TryChannel,
    status: 200,
    handle: (api, body) => api.execute(tryChannel, body),
  }),
  endpoint({
    method: "post",
    path: "/outbox/retry",
    tag,
    summary: "Send again what was given up or came back, up to 500 at once",
    permission: "outbox.retry",
    body: RetryAll,
    status: 200,
    handle: (api, body) => api.execute(retryAll, body),
  }),
  endpoint({
    method: "post",
    path: "/outbox/:id/retry",
    tag,
    summary: "Send again a message that was given up or came back",
    permission: "outbox.retry",
    status: 200,
    handle: (api) => api.execute(retryDelivery, { id: api.params.id }),
  }),
];

export const outboxModule = defineModule({
  name: "outbox",
  label: "Outbox",
  permissions: outboxPermissions,
  lists: { outbox: "outbox.view" },
  tables: [],
  commands: [retryAll, retryDelivery, tryChannel],
  views: [],
  endpoints,
  gauges: outboxGauges,
});
