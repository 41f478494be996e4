import type { Env } from "#worker/env.ts";
import { settingsOf } from "#worker/env.ts";
import type { Given } from "./env.ts";
import type { TestProcess } from "./harness.ts";

/** Takes the hub's key for the mail service away; what it answers puts it back. */
export async function withoutMailKey(process: TestProcess): Promise<() => Promise<void>> {
  const key = await process.inside(({ engine }) => settingsOf(engine.hub.env).RESEND_API_KEY);
  const withKey = (value: string | undefined) =>
    process.inside(({ engine }) => {
      const given: Env & Partial<Given> = { ...engine.hub.env, RESEND_API_KEY: value };
      engine.hub.env = given;
    });
  await withKey(undefined);
  return () => withKey(key);
}
