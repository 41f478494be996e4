import { keyedCommandId } from "#packages/core/command-key.ts";
import type { NotReached } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import type { Need } from "#packages/core/view.ts";
import type { Directory } from "./directory.ts";
import type { Env } from "./env.ts";
import type { Gate } from "./gate.ts";
import { hostFacts } from "./host-facts.ts";
import type { RequestFacts } from "./hub-client.ts";
import type { Session } from "./session.ts";
import type { Claims } from "./tokens.ts";

/** What one request with a session has: shared by every API that is made for it. */
export interface Asked {
  env: Env;
  request: Request;
  facts: RequestFacts;
  /** Of the token: who it is never changes while the session lasts; what they may do is for the gate to say. */
  claims: Claims;
  gate: Gate;
  needs: ReadonlySet<Need>;
  directory: Directory;
  notReached: Map<string, NotReached>;
}

/** The same once the session was confirmed. */
export interface Confirmed extends Asked {
  session: Session;
}

export const unknownProcess = errors.notFound("The process");

/** Whether an id or short name is of the person's own process. */
export const isOwn = ({ claims, gate }: Asked, reference: string): boolean =>
  [claims.processId, claims.processSlug, gate.person?.process.slug].includes(reference);

/** One command per request can carry the request's key; a second one in the same request gets a key made from it. */
export function keyFor({ request, claims }: Asked): () => { commandId?: string } {
  const key = request.headers.get("idempotency-key");
  let used = 0;
  return () => (key ? { commandId: keyedCommandId(claims.userId, used++, key) } : {});
}

export function common({ env, request, facts, claims, notReached }: Asked) {
  return {
    requestId: facts.requestId,
    user: { id: claims.userId, processId: claims.processId },
    host: () => hostFacts(env),
    params: {},
    query: Object.fromEntries(new URL(request.url).searchParams),
    notReached,
  };
}
