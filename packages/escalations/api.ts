import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { spanning } from "#packages/core/spanning.ts";
import { pageChannels } from "./channels.server.ts";
import { createChain, updateChain } from "./commands.server.ts";
import { chainDeletion } from "./deletion.server.ts";
import { dryRun } from "./dry-run.server.ts";
import { chainEffect } from "./effect.server.ts";
import { escalateIncident } from "./escalate.server.ts";
import { CreateChain, DryRun, EscalateIncident, PageByHand, UpdateChain } from "./inputs.ts";
import { pageByHand } from "./page.server.ts";
import { startForOpen } from "./start.server.ts";
import { escalationStory, getChain, listChains } from "./views.server.ts";

const tag = "Escalations";

export const escalationEndpoints = [
  endpoint({
    method: "get",
    path: "/escalation-chains",
    tag,
    summary: "All chains",
    permission: "escalations.view",
    status: 200,
    handle: (api) => spanning(api, (door) => door.view(listChains, {})),
  }),
  endpoint({
    method: "post",
    path: "/escalation-chains",
    tag,
    summary: "Create a chain",
    description:
      "A tier's person must be able to act on incidents (`incidents.update`). Who can't any more is passed over when the tier fires, and the trail says why.",
    permission: "escalations.manage",
    body: CreateChain,
    status: 201,
    handle: async (api, body) => mapped(await api.execute(createChain, body), (chain) => ({ chain })),
  }),
  endpoint({
    method: "get",
    path: "/escalation-chains/dry-run",
    tag,
    summary: "Who would be paged when, for a severity and a time",
    description:
      "Each page has `held`: its ways that take nothing at present, and why. `unreachable` counts pages that would reach nobody: no person, or no way that works. `clockChanges` are those between the first and the last page; `note` says which moment is meant where the clock skips or repeats the time.",
    permission: "escalations.view",
    query: DryRun,
    status: 200,
    // The view parses what the query holds.
    handle: (api) => api.view(dryRun, api.query as never),
  }),
  endpoint({
    method: "get",
    path: "/escalation-chains/channels",
    tag,
    summary: "The ways by which pages leave, and why one takes nothing at present",
    permission: "escalations.view",
    status: 200,
    handle: (api) => spanning(api, (door) => door.view(pageChannels, {})),
  }),
  endpoint({
    method: "get",
    path: "/escalation-chains/:id",
    tag,
    summary: "One chain",
    permission: "escalations.view",
    status: 200,
    handle: async (api) => mapped(await api.view(getChain, { id: api.params.id ?? "" }), (chain) => ({ chain })),
  }),
  endpoint({
    method: "patch",
    path: "/escalation-chains/:id",
    tag,
    summary: "Change a chain; tiers that have not fired follow",
    description:
      "Holds for runs whatever their state, as long as nobody has acknowledged: one that was exhausted goes on when a tier or a repeat is added, one with nothing left is over at once; a chain that is switched off pauses, and goes on when it is switched on again; with `goOn` what fell due in the last ten minutes is paged then. A tier whose time has passed is not fired. Tiers keep their ids; where none has an id, each is the one that stood in its place.",
    permission: "escalations.manage",
    body: UpdateChain.omit({ id: true }),
    status: 200,
    handle: async (api, body) =>
      mapped(await api.execute(updateChain, { ...body, id: api.params.id }), (chain) => ({ chain })),
  }),
  endpoint({
    method: "get",
    path: "/escalation-chains/:id/effect",
    tag,
    summary: "What a chain does now: what would stop without it",
    description:
      "`paging`: incidents for which it has still somebody to page. `uncovered`: severities of which nobody is paged without it. `startable`: open incidents that it fits and for which it pages nobody. Up to 200 are counted, 10 are named.",
    permission: "escalations.view",
    status: 200,
    handle: (api) => api.view(chainEffect, { id: api.params.id ?? "" }),
  }),
  endpoint({
    method: "post",
    path: "/escalation-chains/:id/start",
    tag,
    summary: "Start a chain anew for the open incidents for which it pages nobody",
    description:
      "Left out: those for which it has begun within 10 s, or 3 times within 5 minutes, so that a second press pages nobody twice.",
    permission: "escalations.manage",
    status: 200,
    handle: (api) => api.execute(startForOpen, { id: api.params.id }),
  }),
  endpoint({
    method: "post",
    path: "/incidents/:id/escalate",
    tag: "Incidents",
    summary: "Page the next tier now",
    description:
      "Of an acknowledged incident the tier after those that fired, and it needs an acknowledgement again. `seen` is `escalation.fired` as the caller saw it: when a tier has fired since, the answer is `conflict` and says who was paged; without it a second request within 10 s is. At most 3 times in 5 minutes for one incident, then `rate_limited` with `Retry-After`.",
    permission: "escalations.run",
    body: EscalateIncident.omit({ id: true }),
    status: 200,
    handle: async (api, body) =>
      mapped(await api.execute(escalateIncident, { ...body, id: api.params.id }), (incident) => ({ incident })),
  }),
  endpoint({
    method: "post",
    path: "/incidents/:id/page",
    tag: "Incidents",
    summary: "Page people, or a chain, by hand",
    description:
      "`userIds` (by e-mail and in the app) or `chainId` (its next tier; any that is switched on, also one that does not fit the severity). An acknowledged incident needs an acknowledgement again; acknowledging drops what has not left. Refused as `invalid` for somebody who is not active or may not act on incidents, as `conflict` when the same people were paged by hand within 10 s, and as `rate_limited` after 3 times in 5 minutes for one incident. `held` says why a part of it waits, such as a mail service that is not set up: empty when all of it leaves.",
    permission: "escalations.run",
    body: PageByHand.omit({ id: true }),
    status: 200,
    handle: (api, body) => api.execute(pageByHand, { ...body, id: api.params.id }),
  }),
  endpoint({
    method: "get",
    path: "/incidents/:id/escalation",
    tag,
    summary: "Why was who paged: runs, firings, deliveries, what is to come",
    description:
      "Each firing has its `trail`: step by step who was looked for, and the problem of those passed over (`nobody`, `inactive`, or `cannot_act` with the `role`). `pending` has the first 50 of `pendingTotal`.",
    permission: "escalations.view",
    status: 200,
    handle: (api) => api.view(escalationStory, { id: api.params.id ?? "" }),
  }),
  ...chainDeletion.endpoints,
];
