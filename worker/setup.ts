import type { Context } from "hono";
import { z } from "zod";
import { invalidInput } from "#durable-objects/checks.ts";
import type { Caller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { newId } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { line } from "#packages/core/text.ts";
import { createProcess, registerAccount } from "#packages/processes/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { refused } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { jsonBody } from "./body.ts";
import { settingsOf } from "./env.ts";
import { executeOn } from "./hub-client.ts";
import { hashPassword } from "./passwords.ts";

const FirstAdmin = z.strictObject({
  email: z.email("Not an e-mail address.").max(200).toLowerCase(),
  name: line(120),
  password: z.string().min(12, "At least 12 characters.").max(1_000),
});

const asSetup: Caller = { kind: "system", name: "setup" };
/** One id for the one time: a second call is the same command, and is refused unless it says exactly the same. */
const once = { commandId: "setup:first-admin" };

/** Makes the first super admin of a new installation. There only while SETUP_TOKEN is set, and works once. */
export async function setup(c: Context<AppEnv>): Promise<Response> {
  const { SETUP_TOKEN } = settingsOf(c.env);
  if (!SETUP_TOKEN || c.req.header("authorization") !== `Bearer ${SETUP_TOKEN}`)
    return refused(c, errors.notFound("This address"));
  const body = await jsonBody(c.req.raw);
  if (!body.ok) return refused(c, body.error);
  const form = FirstAdmin.safeParse(body.value);
  if (!form.success) return refused(c, invalidInput(form.error));
  const facts = c.get("facts");
  const { email, name, password } = form.data;
  const process = await executeOn(c.env, platformProcess, asSetup, facts, createProcess, {
    slug: platformProcess,
    name: "All processes",
    timeZone: "UTC",
  });
  if (!process.ok) return refused(c, process.error);
  const person = {
    id: newId("user", clock.now()),
    email,
    name,
    role: "super_admin",
    passwordHash: await hashPassword(password),
  };
  const user = await executeOn(c.env, platformProcess, asSetup, facts, createUser, person, once);
  if (!user.ok) {
    const taken = user.error.code === "conflict";
    return refused(
      c,
      taken ? errors.conflict("The first admin was made already. Sign in, and remove SETUP_TOKEN.") : user.error,
    );
  }
  const account = await executeOn(c.env, platformProcess, asSetup, facts, registerAccount, {
    email,
    userId: user.value.id,
    homeProcessId: platformProcess,
  });
  return account.ok ? c.json({ user: { id: user.value.id, email, name } }, 201) : refused(c, account.error);
}
