import type { Env } from "./env.ts";
import type { RequestFacts } from "./hub-client.ts";
import type { Session } from "./session.ts";

/** What the middlewares leave for those after them. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    facts: RequestFacts;
    nonce: string;
    /** Whose request it is, once that has been asked; null where nobody's. */
    session?: Session | null;
    /** The pattern of the page that was asked for. */
    page?: string;
    /** Why it was refused, for the log. */
    refusal?: string;
    /** The status that a refused socket stands for: the answer itself says 101. */
    refusedAs?: number;
  };
}
