import type { Env } from "../env.ts";
import type { RequestFacts } from "../hub-client.ts";

export async function seedDemo(_env: Env, _facts: RequestFacts): Promise<{ seeded: boolean; accounts: object[] }> {
  throw new Error("written next");
}
