import type { Env } from "./env.ts";
import type { RequestFacts } from "./hub-client.ts";

/** What the middlewares leave for those after them. */
export interface AppEnv {
  Bindings: Env;
  Variables: { facts: RequestFacts; nonce: string };
}
