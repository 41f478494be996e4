import type { Deletion } from "#packages/core/deletion.ts";
import type { Endpoint } from "#packages/core/endpoint.ts";
import { chainDeletion } from "#packages/escalations/deletion.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { incidentDeletion } from "#packages/incidents/deletion.server.ts";
import { onCallDeletion } from "#packages/on-call/deletion.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import type { TestUser } from "#tests/support/harness.ts";
import type { World } from "./world.ts";

export interface Shape {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** How to ask an endpoint so that it succeeds, and which ids of another process could be slipped into it. */
export interface Fixture {
  ask(world: World, asker?: TestUser): Promise<Shape>;
  /** Bodies and queries that name things of `other`; the request itself is for `world`. */
  smuggle?(world: World, other: World): Promise<Shape[]>;
  /** What it asks for can be done once only, or by its owner: for each person it is arranged anew, as theirs. */
  once?: true;
  /** Only people of the process itself may; a super admin from elsewhere is refused by the module. */
  membersOnly?: true;
}

const nothing: Fixture = { ask: async () => ({}) };
const onIncident = (body?: Record<string, unknown>, fields?: Record<string, unknown>): Fixture => ({
  ask: async (world) => ({ params: { id: (await world.incident(fields)).id }, ...(body ? { body } : {}) }),
});
const incidentIn = async (world: World, body: Record<string, unknown>): Promise<Shape> => ({
  params: { id: (await world.incident()).id },
  body,
});

/** An incident of `world`, and the id of a comment to the client that is still held in `of`. */
async function withHeldComment(world: World, of: World): Promise<Shape> {
  const shape = await incidentIn(world, {});
  const { id } = of === world ? { id: shape.params?.id } : await of.incident();
  const event = await of.process.run(commentOnIncident, { id, text: "It is down.", visibility: "external" });
  return { ...shape, body: { commentId: event.data?.commentId } };
}

/** Deleting one and bringing one back. */
const deleting = (
  path: string,
  { remove }: Deletion,
  make: (world: World) => Promise<string>,
): Record<string, Fixture> => ({
  [`DELETE ${path}/:id`]: {
    once: true,
    ask: async (world) => ({ params: { id: await make(world) }, body: { reason: "Opened twice" } }),
  },
  [`POST ${path}/:id/restore`]: {
    once: true,
    async ask(world) {
      const id = await make(world);
      await world.process.run(remove, { id, reason: "Opened twice" });
      return { params: { id } };
    },
  },
});

let slugs = 0;
const freeSlug = () => `acme${++slugs}`;

const ofProcess: Fixture = { ask: async (world) => ({ params: { processId: world.process.id } }) };

/** One line per endpoint of the register: a new endpoint without one fails `routes.test.ts`. */
export const fixtures: Record<string, Fixture> = {
  "GET /processes": nothing,
  "POST /processes": {
    ask: async () => ({ body: { slug: freeSlug(), name: "Acme", timeZone: "Asia/Kolkata" } }),
    once: true,
  },
  "GET /processes/:id": { ask: async (world) => ({ params: { id: world.process.id } }) },
  "PATCH /processes/:id": {
    ask: async (world) => ({ params: { id: world.process.id }, body: { unattendedMinutes: 45 } }),
  },
  "GET /impersonation/visits": nothing,
  "POST /impersonation/visits/:id/end": { ask: async (world) => ({ params: { id: await world.visit() } }) },
  "GET /views": nothing,
  "POST /views": {
    ask: async () => ({ body: { name: freeSlug(), page: "incidents", search: "severity=SEV1" } }),
  },
  "PATCH /views/:id": {
    once: true,
    ask: async (world, asker) => ({ params: { id: await world.sharedView(asker) }, body: { name: freeSlug() } }),
  },
  "DELETE /views/:id": {
    once: true,
    ask: async (world, asker) => ({ params: { id: await world.sharedView(asker) } }),
  },
  "GET /search": { ask: async () => ({ query: { q: "Checkout" } }) },
  "GET /deleted": nothing,
  ...deleting("/incidents", incidentDeletion, async (world) => (await world.incident()).id),
  "GET /settings/history": nothing,
  "POST /settings/rollback": {
    ask: async (world) => ({ body: { changeId: await world.settingChange() } }),
    smuggle: async (_world, other) => [{ body: { changeId: await other.settingChange() } }],
  },
  "POST /settings/test": {
    async ask(world) {
      await world.process.run(updateProcess, { webhookUrl: "https://receiver.example/hook" });
      return { body: { channel: "webhook" } };
    },
  },
  "GET /users": nothing,
  "PATCH /users/:id": {
    ask: async (world) => ({ params: { id: (await world.person("viewer")).id }, body: { role: "analyst" } }),
  },
  "GET /incidents": {
    ask: async () => ({}),
    async smuggle(_world, other) {
      await other.incident({ assignedToId: other.member.id });
      return [{ query: { assignedToId: other.member.id } }];
    },
  },
  "POST /incidents": {
    ask: async () => ({ body: { title: "Checkout is slow", severity: "SEV3" } }),
    smuggle: async (_world, other) => [
      { body: { title: "Checkout is slow", severity: "SEV3", assignedToId: other.member.id } },
      { body: { title: "Checkout is slow", severity: "SEV3", processId: other.process.id } },
      { body: { title: "Checkout is slow", severity: "SEV3", processId: other.process.slug } },
    ],
  },
  "POST /incidents/bulk": {
    ask: async (world) => ({ body: { action: "tag", tag: "vip", ids: [(await world.incident()).id] } }),
    smuggle: async (world, other) => {
      const [own, foreign] = [(await world.incident()).id, (await other.incident()).id];
      return [
        { body: { action: "tag", tag: "vip", ids: [foreign] } },
        { body: { action: "untag", tag: "vip", ids: [foreign] } },
        { body: { action: "close", ids: [foreign] } },
        { body: { action: "assign", assignedToId: null, ids: [foreign] } },
        { body: { action: "assign", assignedToId: other.member.id, ids: [own] } },
      ];
    },
  },
  "GET /incidents/:id": onIncident(),
  "PATCH /incidents/:id": {
    ask: (world) => incidentIn(world, { title: "Payments are slow" }),
    smuggle: async (world, other) => [
      await incidentIn(world, { assignedToId: other.member.id }),
      await incidentIn(world, { title: "Taken over", processId: other.process.id }),
    ],
  },
  "POST /incidents/:id/comment": onIncident({ text: "Looking into it." }),
  "POST /incidents/:id/comment/withdraw": {
    once: true,
    ask: async (world) => withHeldComment(world, world),
    smuggle: async (world, other) => [await withHeldComment(world, other)],
  },
  "POST /incidents/:id/acknowledge": onIncident({}),
  "POST /incidents/:id/resolve": { ...onIncident({ rootCause: "A full disk." }), once: true },
  "POST /incidents/:id/reopen": {
    once: true,
    async ask(world) {
      const { id } = await world.incident();
      await world.resolve(id);
      return { params: { id }, body: { reason: "It came back." } };
    },
  },
  "POST /incidents/:id/escalate": {
    once: true,
    ask: async (world) => incidentIn(world, { chainId: (await world.chain({ isActive: true })).id }),
    smuggle: async (world, other) => [await incidentIn(world, { chainId: (await other.chain()).id })],
  },
  "POST /incidents/:id/page": {
    once: true,
    ask: (world) => incidentIn(world, { userIds: [world.member.id] }),
    smuggle: async (world, other) => [
      await incidentIn(world, { userIds: [other.member.id] }),
      await incidentIn(world, { chainId: (await other.chain()).id }),
    ],
  },
  "POST /incidents/:id/renew": {
    async ask(world) {
      await world.process.run(updateProcess, { acknowledgementMinutes: 60 });
      const { id } = await world.incident();
      await world.acknowledge(id);
      return { params: { id } };
    },
  },
  "POST /incidents/:id/watch": { ...onIncident({ watching: true }), membersOnly: true },
  "GET /incidents/:id/escalation": onIncident(),
  "GET /escalation-chains": nothing,
  "GET /escalation-chains/channels": nothing,
  "POST /escalation-chains": {
    ask: async (world) => ({ body: chainOf(world.member.id) }),
    smuggle: async (_world, other) => [{ body: chainOf(other.member.id) }],
  },
  "GET /escalation-chains/dry-run": {
    ask: async () => ({ query: { severity: "SEV1", at: new Date().toISOString().slice(0, 16) } }),
  },
  "GET /escalation-chains/:id": { ask: async (world) => ({ params: { id: (await world.chain()).id } }) },
  "GET /escalation-chains/:id/effect": { ask: async (world) => ({ params: { id: (await world.chain()).id } }) },
  "POST /escalation-chains/:id/start": {
    ask: async (world) => ({ params: { id: (await world.chain({ isActive: true })).id } }),
  },
  "PATCH /escalation-chains/:id": {
    ask: async (world) => ({ params: { id: (await world.chain()).id }, body: { name: "Nights" } }),
    smuggle: async (world, other) => [
      { params: { id: (await world.chain()).id }, body: { tiers: chainOf(other.member.id).tiers } },
    ],
  },
  ...deleting("/escalation-chains", chainDeletion, async (world) => (await world.chain()).id),
  "GET /on-call": nothing,
  "POST /on-call": {
    once: true,
    ask: async (world) => ({ body: { userId: world.member.id, role: "primary", date: world.freeDate() } }),
    smuggle: async (world, other) => [{ body: { userId: other.member.id, role: "primary", date: world.freeDate() } }],
  },
  "GET /on-call/now": nothing,
  ...deleting("/on-call", onCallDeletion, async (world) => (await world.onCall()).id),
  "GET /activity": nothing,
  "GET /audit-log": {
    ask: async () => ({}),
    async smuggle(_world, other) {
      await other.acknowledge((await other.incident()).id);
      return [{ query: { userId: other.member.id } }];
    },
  },
  "GET /audit-log/verify": nothing,
  "GET /audit-log/export": nothing,
  "GET /outbox": {
    ask: async () => ({}),
    smuggle: async (_world, other) => [{ query: { about: (await other.incident()).id } }],
  },
  "GET /outbox/channels": nothing,
  "GET /outbox/messages": nothing,
  "POST /outbox/channels/try": { ask: async () => ({ body: { channel: "email" } }) },
  "POST /outbox/retry": {
    ask: async (world) => {
      await world.bouncedDelivery();
      return { body: { state: "bounced" } };
    },
  },
  "POST /outbox/:id/retry": {
    once: true,
    ask: async (world) => ({ params: { id: (await world.bouncedDelivery()).id } }),
  },
  "GET /jobs": nothing,
  "GET /jobs/:id": { ask: async (world) => ({ params: { id: await world.job() } }) },
  "POST /jobs/:id/cancel": { once: true, ask: async (world) => ({ params: { id: await world.job() } }) },
  "POST /jobs/:id/retry": { once: true, ask: async (world) => ({ params: { id: await world.job() } }) },
  "GET /dashboard": nothing,
  "GET /board": nothing,
  "GET /operations": nothing,
  "POST /operations/:processId/resync": ofProcess,
  "POST /operations/:processId/restore": ofProcess,
  "POST /operations/:processId/compare": ofProcess,
  "POST /operations/:processId/verify": ofProcess,
  "GET /errors": nothing,
  "GET /errors/:id": { ask: async (world) => ({ params: { id: await world.error() } }) },
};

function chainOf(userId: string) {
  return { name: "Days", tiers: [{ afterMinutes: 5, channels: ["email"], userId }] };
}

export const nameOf = ({ method, path }: Endpoint): string => `${method.toUpperCase()} ${path}`;

export function fixtureOf(endpoint: Endpoint): Fixture {
  const fixture = fixtures[nameOf(endpoint)];
  if (!fixture) throw new Error(`${nameOf(endpoint)} has no fixture in tests/isolation/requests.ts.`);
  return fixture;
}

/** The address of an endpoint with its blanks filled in. */
export function addressOf(endpoint: Endpoint, { params = {}, query = {} }: Shape): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${nameOf(endpoint)} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(query).toString();
  return `/api${path}${search ? `?${search}` : ""}`;
}
