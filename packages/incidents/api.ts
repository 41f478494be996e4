import type { z } from "zod";
import { type ApiContext, endpoint, mapped } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { refuse } from "#packages/core/result.ts";
import { listed } from "#packages/core/spanning.ts";
import { bulkIncidents } from "./commands/bulk.server.ts";
import { createIncident } from "./commands/create.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "./commands/move.server.ts";
import { renewAcknowledgement } from "./commands/renew.server.ts";
import { commentOnIncident, watchIncident, withdrawIncidentComment } from "./commands/talk.server.ts";
import { updateIncident } from "./commands/update.server.ts";
import { incidentWithStory } from "./detail.server.ts";
import { parseFilter } from "./filter.server.ts";
import { searchAll } from "./find.server.ts";
import * as inputs from "./inputs.ts";
import { listIncidents } from "./queries.server.ts";

const tag = "Incidents";
const withId = (api: ApiContext, body: Record<string, unknown>) => ({ ...body, id: api.params.id });
const wrapped = <T>(incident: T) => ({ incident });
const bodyOf = (schema: z.ZodObject) => schema.omit({ id: true });

const searchLimit = 200;

export const incidentEndpoints = [
  endpoint({
    method: "get",
    path: "/incidents",
    tag,
    summary: "List incidents: filters, sort, keyset pages",
    permission: "incidents.view",
    description:
      "Without `sortBy` what wants somebody comes first: by `attention` (`unattended`: nobody works on it and nobody will be paged; `unacknowledged`; `taken`; `done`), then by severity, then the oldest; of those that are resolved the last one. With `openedFrom` or `openedTo` the newest is first.",
    query: inputs.ListIncidents,
    status: 200,
    async handle(api) {
      const filter = parseFilter(api.query, api.user.id);
      if (!filter.ok) return filter;
      const { q } = filter.value;
      if (!q?.trim()) return listed(api, (read) => listIncidents(read, filter.value));
      const hits = await searchAll(api, q, searchLimit);
      if (!hits.ok) return hits;
      const ids = hits.value.map((hit) => hit.id);
      return listed(api, (read) => listIncidents(read, filter.value, ids));
    },
  }),
  endpoint({
    method: "post",
    path: "/incidents",
    tag,
    summary: "Open an incident",
    description:
      "At most 30 a minute by one person (a quarter of the process's `writesPerMinute`); the next is refused as `rate_limited` with `Retry-After`.",
    permission: "incidents.create",
    body: inputs.CreateIncident,
    status: 201,
    handle: async (api, body) => mapped(await api.execute(createIncident, body), wrapped),
  }),
  endpoint({
    method: "post",
    path: "/incidents/bulk",
    tag,
    summary: "Assign, tag, untag or close up to 500 incidents",
    permission: "incidents.update",
    body: inputs.BulkIncidents,
    status: 200,
    handle: (api, body) => api.execute(bulkIncidents, body),
  }),
  endpoint({
    method: "get",
    path: "/incidents/:id",
    tag,
    summary: "One incident by id or number, with its timeline and escalations",
    description:
      "`timeline` has the latest events, oldest first, at most 100 and fewer where comments are long; `timelineCursor` asks for those before them and is null when there are none. `incident.attention` says what it wants of people (see the list). `incident.needsAcknowledgement` is true while it is open, and after it was escalated by hand (`escalatedAt`) until somebody acknowledges. `escalation.runs[].pending` has the first 50 of `pendingTotal` pages still to come; `escalation.fired` is how often a tier has fired.",
    permission: "incidents.view",
    query: inputs.ShowIncident.omit({ id: true }),
    status: 200,
    handle: (api) => incidentWithStory(api, { ...api.query, id: api.params.id ?? "" }),
  }),
  endpoint({
    method: "patch",
    path: "/incidents/:id",
    tag,
    summary: "Change fields, assignee or status",
    permission: "incidents.update",
    body: bodyOf(inputs.UpdateIncident),
    status: 200,
    async handle(api, body) {
      if (Object.keys(body).filter((name) => name !== "version").length === 0)
        return refuse(errors.invalid("Say what to change.", { body: ["Nothing to change."] }));
      return mapped(await api.execute(updateIncident, withId(api, body)), wrapped);
    },
  }),
  endpoint({
    method: "post",
    path: "/incidents/:id/comment",
    tag,
    summary: "Comment, for the team or for the client too",
    description:
      "What is for the client too (`visibility: external`) is held for ten seconds, until `event.data.heldUntil`: till then only the team sees it, and it can be taken back.",
    permission: "incidents.update",
    body: bodyOf(inputs.CommentOnIncident),
    status: 201,
    handle: async (api, body) =>
      mapped(await api.execute(commentOnIncident, withId(api, body)), (event) => ({ event })),
  }),
  endpoint({
    method: "post",
    path: "/incidents/:id/comment/withdraw",
    tag,
    summary: "Take a comment back before the client has it",
    description:
      "It stays in the timeline, for the team only. `conflict` once the client has it. `commentId` is in `event.data` of the answer to the comment.",
    permission: "incidents.update",
    body: bodyOf(inputs.WithdrawComment),
    status: 204,
    handle: (api, body) => api.execute(withdrawIncidentComment, withId(api, body)),
  }),
  ...(
    [
      [
        "acknowledge",
        "Acknowledge: stops the escalation for everyone",
        "Of one that was escalated by hand since, whoever works on it goes on: the status stays, `needsAcknowledgement` becomes false.",
        acknowledgeIncident,
        inputs.MoveIncident,
      ],
      [
        "renew",
        "Say that you still have it: the acknowledgement holds anew",
        "Where the process lets an acknowledgement run out (`acknowledgementMinutes`), the incident needs another one then, and the next tier is paged. `conflict` where there is nothing to renew.",
        renewAcknowledgement,
        inputs.RenewIncident,
      ],
      ["resolve", "Resolve", "", resolveIncident, inputs.ResolveIncident],
      [
        "reopen",
        "Reopen: escalations start anew",
        "Nobody has it then, unless whoever reopens it takes it (`takeIt`).",
        reopenIncident,
        inputs.ReopenIncident,
      ],
    ] as const
  ).map(([verb, summary, description, command, input]) =>
    endpoint({
      method: "post",
      path: `/incidents/:id/${verb}`,
      tag,
      summary,
      description,
      permission: "incidents.update",
      body: bodyOf(input),
      status: 200,
      handle: async (api, body) => mapped(await api.execute(command, withId(api, body)), wrapped),
    }),
  ),
  endpoint({
    method: "post",
    path: "/incidents/:id/watch",
    tag,
    summary: "Watch, or stop watching",
    permission: "incidents.view",
    body: bodyOf(inputs.WatchIncident),
    status: 200,
    handle: (api, body) => api.execute(watchIncident, withId(api, body)),
  }),
];
