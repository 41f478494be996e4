import { z } from "zod";
import type { Endpoint } from "#packages/core/endpoint.ts";
import { type ErrorCode, errorCodes, statusOf } from "#packages/core/errors.ts";
import { BrowserError } from "#packages/doors.ts";
import { Choose, SignIn, Switch } from "./auth.ts";
import { bookmarkHeader } from "./bookmarks.ts";

const errorBody = {
  type: "object",
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "requestId"],
      properties: {
        code: { type: "string", enum: errorCodes },
        message: { type: "string", description: "What happened and what to do next." },
        fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
        requestId: { type: "string" },
      },
    },
  },
};

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any", target: "draft-2020-12" });
const openApiPath = (path: string) => `/api${path.replace(/:(\w+)/g, "{$1}")}`;
const operationId = ({ method, path }: Endpoint) =>
  `${method}${path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`;

function parametersOf(endpoint: Endpoint): object[] {
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const properties = endpoint.query ? (schemaOf(endpoint.query).properties ?? {}) : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
  const process = {
    name: "processId",
    in: "query",
    required: false,
    schema: { type: "string" },
    description:
      "Super admins: the process to look at, which is entered by this. Without it an answer is about all processes; `notReached` names those whose part is missing because they did not answer.",
  };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "The same request under the same key is done once; a repeat within two days gets the first answer, also when that changed nothing. A refused request may be corrected and sent again under its key.",
    schema: { type: "string", maxLength: 255 },
  };
  const version = {
    name: bookmarkHeader,
    in: "header",
    required: false,
    description:
      "The same header of the answer to a change. Lists then have that change; without it they may be some seconds behind.",
    schema: { type: "string", maxLength: 128 },
  };
  return [...inPath, ...inQuery, process, endpoint.method === "get" ? version : key];
}

function operation(endpoint: Endpoint): object {
  const ofBody: ErrorCode[] = endpoint.body ? ["invalid", "conflict", "too_large"] : [];
  const codes: ErrorCode[] = [
    "unauthenticated",
    "forbidden",
    "not_found",
    ...ofBody,
    "rate_limited",
    "unavailable",
    "internal",
  ];
  const failures = Object.fromEntries(
    codes.map((code) => [
      statusOf[code],
      { description: code, content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } },
    ]),
  );
  const content = {
    [endpoint.produces ?? "application/json"]: { schema: endpoint.produces ? { type: "string" } : { type: "object" } },
  };
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    description: [endpoint.description, `Permission: \`${endpoint.permission}\``].filter(Boolean).join("\n\n"),
    tags: [endpoint.tag],
    parameters: parametersOf(endpoint),
    ...(endpoint.body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(endpoint.body) } } } }
      : {}),
    responses: {
      [endpoint.status]: endpoint.status === 204 ? { description: "Done" } : { description: "Done", content },
      ...failures,
    },
  };
}

const hostPaths = {
  "/api/auth/login": {
    post: {
      operationId: "login",
      summary: "Sign in",
      tags: ["Sessions"],
      security: [],
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(SignIn) } } },
      responses: {
        200: { description: "Signed in: token, expiresAt, user. A browser gets the token in its cookie only" },
        401: { description: "unauthenticated" },
        409: {
          description: "conflict: of several processes none was named. `current`: ticket, processes, lastProcessId",
        },
        429: { description: "rate_limited" },
        503: { description: "unavailable: too many sign in at this moment" },
      },
    },
  },
  "/api/auth/choose": {
    post: {
      operationId: "choose",
      summary: "Sign in to one of several processes, by the ticket that `login` gave",
      tags: ["Sessions"],
      security: [],
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(Choose) } } },
      responses: { 200: { description: "Signed in, as by `login`" }, 401: { description: "unauthenticated" } },
    },
  },
  "/api/auth/switch": {
    post: {
      operationId: "switch",
      summary: "Go to another process of yours: a new session there, and this one ends",
      tags: ["Sessions"],
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(Switch) } } },
      responses: { 200: { description: "Signed in, as by `login`" }, 404: { description: "not_found" } },
    },
  },
  "/api/auth/processes": {
    get: {
      operationId: "ownProcesses",
      summary: "The processes that you can go to",
      tags: ["Sessions"],
      responses: { 200: { description: "id, slug and name of each, and lastProcessId" } },
    },
  },
  "/api/auth/logout": {
    post: {
      operationId: "logout",
      summary: "Sign out: the session is revoked",
      tags: ["Sessions"],
      responses: { 204: { description: "Done" } },
    },
  },
  "/api/auth/me": {
    get: {
      operationId: "me",
      summary: "Who am I, and what may I do",
      tags: ["Sessions"],
      responses: { 200: { description: "The user" } },
    },
  },
  "/api/activity/socket": {
    get: {
      operationId: "activitySocket",
      summary: "WebSocket: hello, missed events after `since`, then live",
      tags: ["Activity"],
      parameters: [
        {
          name: "since",
          in: "query",
          schema: { type: "integer" },
          description: "The number of the last event that was seen.",
        },
      ],
      responses: { 101: { description: "Switching protocols" } },
    },
  },
  "/api/errors/report": {
    post: {
      operationId: "reportError",
      summary: "What broke in a browser; from the product's own pages only, a few a minute",
      tags: ["Operations"],
      security: [],
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(BrowserError) } } },
      responses: { 204: { description: "Taken" }, 429: { description: "rate_limited" } },
    },
  },
  "/api/webhooks/resend": {
    post: {
      operationId: "resendWebhook",
      summary: "Reports of the mail service, signed",
      tags: ["Operations"],
      security: [],
      responses: { 204: { description: "Taken" } },
    },
  },
  "/healthz": {
    get: {
      operationId: "healthz",
      summary: "Is it well: hub, D1, mirror, outbox",
      tags: ["Operations"],
      security: [],
      responses: {
        200: { description: "ok or degraded" },
        503: { description: "The platform's hub fails: nobody can sign in" },
      },
    },
  },
  "/metrics": {
    get: {
      operationId: "metrics",
      summary: "Figures for Prometheus",
      tags: ["Operations"],
      responses: { 200: { description: "Text" }, 404: { description: "No token is set" } },
    },
  },
};

/** The HTTP contract, from the same schemas that parse the requests. */
export function openApiDocument(endpoints: Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = structuredClone(hostPaths);
  for (const endpoint of endpoints) {
    const path = openApiPath(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "D2C OPs",
      version: "1.0.0",
      description: "Incidents, escalations and the people they wake, for many client businesses.",
    },
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: { Error: errorBody },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "__Host-session" },
      },
    },
  };
}
