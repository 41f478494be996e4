import type { NotReached } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import type { Directory } from "./directory.ts";
import type { Env } from "./env.ts";
import { hostFacts } from "./host-facts.ts";
import type { RequestFacts } from "./hub-client.ts";
import type { Session } from "./services.ts";

/** What one request of a signed-in person has: shared by every API that is made for it. */
export interface Asked {
  env: Env;
  request: Request;
  facts: RequestFacts;
  session: Session;
  directory: Directory;
  notReached: Map<string, NotReached>;
}

export const unknownProcess = errors.notFound("The process");

/** One command per request can carry the request's key; a second one in the same request gets a key made from it. */
export function keyFor({ request, session }: Asked): () => { commandId?: string } {
  const key = request.headers.get("idempotency-key");
  let used = 0;
  return () => (key ? { commandId: `${session.user.id}:${used++}:${key}` } : {});
}

export function common({ env, request, facts, session, notReached }: Asked) {
  return {
    requestId: facts.requestId,
    user: { id: session.user.id, role: session.user.role, processId: session.process.id },
    host: () => hostFacts(env),
    params: {},
    query: Object.fromEntries(new URL(request.url).searchParams),
    notReached,
  };
}
