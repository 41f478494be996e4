import { keyedCommandId } from "#packages/core/command-key.ts";
import type { NotReached } from "#packages/core/endpoint.ts";
import { errors, keyUsed } from "#packages/core/errors.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import type { Need } from "#packages/core/view.ts";
import type { Directory } from "./directory.ts";
import type { Env } from "./env.ts";
import type { Gate } from "./gate.ts";
import { hostFacts } from "./host-facts.ts";
import type { Keyed, RequestFacts } from "./hub-client.ts";
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
  /** By process, how many commands of this request have got a key. */
  keyed: Map<string, number>;
}

/** The same once the session was confirmed. */
export interface Confirmed extends Asked {
  session: Session;
}

export const unknownProcess = errors.notFound("The process");

/** Whether an id or short name is of the person's own process. */
export const isOwn = ({ claims, gate }: Asked, reference: string): boolean =>
  [claims.processId, claims.processSlug, gate.person?.process.slug].includes(reference);

/**
 * The key of each command of a request, made from the request's own (a header, or a field of a page's form): the first in a
 * process carries it, a second one there another that follows from it. Counted by process, as their order is not always the same.
 */
export function keyFor({ request, facts, claims, keyed }: Asked): (processId: string) => Keyed {
  const key = request.headers.get("idempotency-key") ?? facts.formKey;
  return (processId) => {
    if (!key) return {};
    const count = keyed.get(processId) ?? 0;
    keyed.set(processId, count + 1);
    return { commandId: keyedCommandId(claims.userId, count, key) };
  };
}

const sentBefore = errors.conflict(
  "What you sent first was saved after all; only its answer was lost. Look at that before you send this as well.",
);

/** The hub's word on a key that was used for something else is for those who know of keys: a form has none to be seen. */
export const inWordsOfForms = <T>({ facts }: Asked, result: Result<T>): Result<T> =>
  facts.formKey !== undefined && !result.ok && result.error.message === keyUsed ? refuse(sentBefore) : result;

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
