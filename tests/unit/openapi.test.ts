import { beforeAll, describe, expect, it, vi } from "vitest";
import { errorCodes, statusOf } from "#packages/core/errors.ts";
import { endpoints } from "#packages/modules.ts";
import { call } from "#tests/support/harness.ts";

interface Operation {
  operationId: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema: { description?: string; enum?: string[]; format?: string };
  }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** Names that clients rely on. */
const contract: Record<string, string[]> = {
  "POST /api/auth/login": ["email", "password", "totp"],
  "POST /api/auth/logout": [],
  "GET /api/auth/me": [],
  "GET /api/users": [],
  "PATCH /api/users/{id}": ["role", "isActive"],
  "GET /api/processes": [],
  "GET /api/processes/{id}": [],
  "PATCH /api/processes/{id}": [
    "unattendedMinutes",
    "timeZone",
    "stakeholderDomains",
    "digestHour",
    "slackWebhookUrl",
    "requireRcaFor",
  ],
  "GET /api/views": ["page"],
  "POST /api/views": ["name", "page", "search", "shared"],
  "PATCH /api/views/{id}": ["name", "search", "shared"],
  "DELETE /api/views/{id}": [],
  "GET /api/settings/history": ["key", "limit", "cursor"],
  "POST /api/settings/rollback": ["changeId"],
  "GET /api/impersonation/visits": ["limit", "cursor"],
  "POST /api/impersonation/visits/{id}/end": [],
  "GET /api/incidents": [
    ..."status severity attention priority tag assignedToId source q openedFrom openedTo limit cursor offset sortBy sortOrder".split(
      " ",
    ),
    "processId",
  ],
  "POST /api/incidents": [
    ..."title description severity priority tags assignedToId externalId clientVisible".split(" "),
    "Idempotency-Key",
  ],
  "GET /api/incidents/{id}": [],
  "PATCH /api/incidents/{id}": ["title", "status", "version"],
  "POST /api/incidents/{id}/comment": ["text", "visibility"],
  "POST /api/incidents/{id}/comment/withdraw": ["commentId"],
  "POST /api/incidents/{id}/acknowledge": ["version"],
  "POST /api/incidents/{id}/resolve": ["rootCause"],
  "POST /api/incidents/{id}/reopen": [],
  "POST /api/incidents/{id}/escalate": [],
  "POST /api/incidents/{id}/page": ["userIds", "chainId", "note"],
  "POST /api/incidents/bulk": ["ids", "action"],
  "GET /api/escalation-chains": [],
  "GET /api/escalation-chains/channels": [],
  "POST /api/escalation-chains": [
    "name",
    "severity",
    "isActive",
    "repeat",
    "tiers",
    "afterMinutes",
    "channels",
    "userId",
  ],
  "GET /api/escalation-chains/{id}": [],
  "GET /api/escalation-chains/{id}/effect": [],
  "POST /api/escalation-chains/{id}/start": [],
  "PATCH /api/escalation-chains/{id}": ["tiers"],
  "DELETE /api/escalation-chains/{id}": [],
  "GET /api/on-call": [],
  "POST /api/on-call": ["userId", "role", "date"],
  "DELETE /api/on-call/{id}": [],
  "GET /api/on-call/now": [],
  "GET /api/activity": ["since", "type", "limit"],
  "GET /api/activity/socket": ["since"],
  "GET /api/audit-log": ["action", "userId", "entityType", "entityId", "from", "to"],
  "GET /api/audit-log/verify": [],
  "GET /api/outbox": [],
  "POST /api/outbox/{id}/retry": [],
  "GET /api/dashboard": [],
  "GET /healthz": [],
  "GET /metrics": [],
  "POST /api/webhooks/resend": [],
};

const refs = (value: unknown): string[] =>
  value && typeof value === "object"
    ? Object.entries(value).flatMap(([name, inner]) => (name === "$ref" ? [String(inner)] : refs(inner)))
    : [];

/** Each name that a schema has, at whatever depth. */
const names = (value: unknown): string[] =>
  value && typeof value === "object"
    ? Object.entries(value).flatMap(([name, inner]) => [
        ...(name === "properties" && inner ? Object.keys(inner) : []),
        ...names(inner),
      ])
    : [];

const isTelling = ({ description, enum: values, format }: { description?: string; enum?: string[]; format?: string }) =>
  Boolean(description ?? values ?? format);

describe("the OpenAPI document", () => {
  let document: Document;
  beforeAll(async () => {
    document = (await call("GET", "/api/openapi.json")).body as Document;
  });
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );

  it("is one of OpenAPI 3.1 and needs no session to be read", () => {
    expect(document.openapi).toBe("3.1.0");
  });

  it("is made once, however often somebody asks", async () => {
    const written = vi.spyOn(JSON, "stringify");
    const again = await call("GET", "/api/openapi.json");
    const made = written.mock.calls.filter(([value]) => (value as Partial<Document> | null)?.openapi !== undefined);
    written.mockRestore();
    expect(made).toEqual([]);
    expect(again.headers.get("content-type")).toContain("application/json");
    expect(again.body).toEqual(document);
  });

  it("lists every endpoint of the register with its success, its errors and its blanks", () => {
    for (const endpoint of endpoints) {
      const path = `/api${endpoint.path.replace(/:(\w+)/g, "{$1}")}`;
      const operation = document.paths[path]?.[endpoint.method];
      const responses = Object.keys(operation?.responses ?? {});
      for (const status of [endpoint.status, 401, 403, 500])
        expect([path, endpoint.method, responses]).toEqual([
          path,
          endpoint.method,
          expect.arrayContaining([`${status}`]),
        ]);
      const blanks = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const told = operation?.parameters?.filter((one) => one.in === "path" && one.required).map((one) => one.name);
      expect([path, told]).toEqual([path, blanks]);
      expect([path, endpoint.method, operation?.requestBody !== undefined]).toEqual([
        path,
        endpoint.method,
        endpoint.body !== undefined,
      ]);
    }
  });

  it("has the names that API.md fixes", () => {
    const present = new Map(operations().map((one) => [one.name, one.operation]));
    for (const [name, fields] of Object.entries(contract)) {
      const operation = present.get(name);
      expect([name, operation !== undefined]).toEqual([name, true]);
      const known = [...(operation?.parameters ?? []).map((one) => one.name), ...names(operation?.requestBody)];
      expect([name, fields.filter((field) => !known.includes(field))]).toEqual([name, []]);
    }
  });

  it("says of everything that an address can carry what it may be", () => {
    const silent = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { parameters = [] }]) =>
        parameters
          .filter(({ in: place, description, schema }) => place === "query" && !description && !isTelling(schema))
          .map(({ name }) => `${method} ${path} ${name}`),
      ),
    );
    expect(silent).toEqual([]);
    const status = document.paths["/api/incidents"]?.get?.parameters?.find(({ name }) => name === "status");
    expect(status?.schema.description).toContain("`open`, `acknowledged`");
  });

  it("names each operation once", () => {
    const ids = operations().map((one) => one.operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("points nowhere that is not there", () => {
    const found = refs(document);
    expect(found.length).toBeGreaterThan(50);
    for (const ref of new Set(found)) {
      const target = ref
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect([ref, target !== undefined]).toEqual([ref, true]);
    }
  });

  it("describes bodies as objects that take no unknown fields", () => {
    for (const endpoint of endpoints.filter((one) => one.body)) {
      const path = `/api${endpoint.path.replace(/:(\w+)/g, "{$1}")}`;
      const schema = document.paths[path]?.[endpoint.method]?.requestBody?.content["application/json"]?.schema;
      const parts = ((schema as { oneOf?: object[]; anyOf?: object[] }).oneOf ??
        (schema as { anyOf?: object[] }).anyOf ?? [schema]) as object[];
      for (const part of parts)
        expect([path, part]).toMatchObject([path, { type: "object", additionalProperties: false }]);
    }
  });
});

describe("the errors", () => {
  it("are the closed set with the statuses that the contract names", () => {
    expect(errorCodes.map((code) => [code, statusOf[code]])).toEqual([
      ["unauthenticated", 401],
      ["forbidden", 403],
      ["not_found", 404],
      ["conflict", 409],
      ["invalid", 422],
      ["too_large", 413],
      ["rate_limited", 429],
      ["unavailable", 503],
      ["internal", 500],
    ]);
  });
});
