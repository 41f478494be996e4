import { type Context, Hono } from "hono";
import type { Endpoint } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { describe, logError } from "#packages/core/log.ts";
import { remembered } from "#packages/core/remembered.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { endpoints } from "#packages/modules.ts";
import type { AppEnv } from "./app-env.ts";
import { authRoutes } from "./auth.ts";
import { jsonBody, mostBytes } from "./body.ts";
import { browserError } from "./browser-errors.ts";
import { servicesFor } from "./context.ts";
import { openApiDocument } from "./openapi.ts";
import { refusalOf, refused } from "./refused.ts";
import { resendWebhook } from "./resend-webhook.ts";
import { restorePlatform } from "./restore-platform.ts";
import { routeOf } from "./route.ts";
import type { Services } from "./services.ts";
import { socket } from "./socket.ts";

type Ctx = Context<AppEnv>;

const badKey = errors.invalid("An Idempotency-Key has 1 to 255 characters.", {
  "Idempotency-Key": ["Too short or too long."],
});
const badProcess = errors.invalid("processId is the id of a process.", { processId: ["Not an id."] });
const otherId = errors.invalid("The id in the body is not the one in the address. Nothing was changed.", {
  id: ["Not the one in the address."],
});

/** The endpoint's answer, once it is known whose request it was and that they may have it. What they may not comes first. */
async function answer(c: Ctx, endpoint: Endpoint): Promise<Response> {
  const services = await servicesFor(c);
  services.need(endpoint.permission);
  const result = await handled(c, endpoint, services);
  const allowed = await services.confirmed();
  if (!allowed.ok) return refused(c, allowed.error);
  if (!result.ok) return refused(c, result.error);
  if (endpoint.status === 204) return c.body(null, 204);
  // An endpoint of another media type gives a text or a stream of it.
  if (endpoint.produces)
    return c.body(result.value as string | ReadableStream, endpoint.status, { "content-type": endpoint.produces });
  return c.json(result.value as object, endpoint.status);
}

async function handled(c: Ctx, endpoint: Endpoint, services: Services): Promise<Result<unknown>> {
  const key = c.req.header("idempotency-key");
  if (key !== undefined && (key.length === 0 || key.length > 255)) return refuse(badKey);
  const body =
    endpoint.body || endpoint.method === "post"
      ? await jsonBody(c.req.raw, await mostBytes(c.req.raw, services))
      : ok<Record<string, unknown>>({});
  if (!body.ok) return body;
  const { processId, ...input } = body.value;
  const named = c.req.param("id");
  if (named !== undefined && input.id !== undefined) {
    if (input.id !== named) return refuse(otherId);
    delete input.id;
  }
  if (!endpoint.body && Object.keys(input).length > 0) {
    const unknown = Object.keys(input).map((name) => [name, ["Not a known field."]]);
    return refuse(errors.invalid("This request takes no fields. Nothing was changed.", Object.fromEntries(unknown)));
  }
  if (processId !== undefined && typeof processId !== "string") return refuse(badProcess);
  const api = await services.api(processId);
  return api.ok ? endpoint.handle({ ...api.value, params: c.req.param() }, input) : api;
}

/** Everything under `/api`: the register's endpoints, and the few that are the host's own. */
export function apiApp(): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  api.route("/auth", authRoutes());
  // The same for everybody, so it is made once: anybody may ask for it, and making it takes 5 to 16 ms of the thread.
  const contract = remembered((all: Endpoint[]) => JSON.stringify(openApiDocument(all)));
  api.get("/openapi.json", (c) => c.body(contract(endpoints), 200, { "content-type": "application/json" }));
  api.get("/activity/socket", socket);
  api.post("/webhooks/resend", resendWebhook);
  api.post("/errors/report", browserError);
  api.post("/operations/platform/restore", restorePlatform);
  for (const endpoint of endpoints) api.on(endpoint.method.toUpperCase(), endpoint.path, (c) => answer(c, endpoint));
  // A route, not `notFound`: that one is lost when this app is mounted under another, and pages would answer.
  api.all("*", (c) => refused(c, errors.notFound("This address")));
  api.onError((thrown, c) => {
    logError("api.broke", {
      requestId: c.get("facts").requestId,
      path: routeOf(c),
      error: describe(thrown),
    });
    return refused(c, refusalOf(thrown));
  });
  return api;
}
