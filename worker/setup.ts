import type { Context } from "hono";
import { z } from "zod";
import { invalidInput } from "#durable-objects/checks.ts";
import { hubOf } from "#durable-objects/stub.ts";
import { systemCaller } from "#packages/core/actor.ts";
import type { Command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { platformTag } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { line } from "#packages/core/text.ts";
import { createProcess, createUser, processesOfUser, setPassword } from "#packages/doors.ts";
import type { AppEnv } from "./app-env.ts";
import { anonymousBytes, jsonBody } from "./body.ts";
import { settingsOf } from "./env.ts";
import { withHashing } from "./hashing.ts";
import { askHub, executeOn } from "./hub-client.ts";
import { hashPassword } from "./passwords.ts";
import { refused } from "./refused.ts";
import { bearerOf, isSecret } from "./secrets.ts";

const FirstAdmin = z.strictObject({
  email: z.email("Not an e-mail address.").max(200).toLowerCase(),
  name: line(120),
  password: z.string().min(12, "At least 12 characters.").max(1_000),
});

type FirstAdmin = z.infer<typeof FirstAdmin>;

const asSetup = systemCaller("setup");
/** Always the same id: whether the first admin is there can be asked, and two at once can't both be first. */
const userId = `usr_${platformTag}_first_admin`;

type Run = <I>(command: Command<I, unknown>, input: unknown) => Promise<Result<unknown>>;

/** Makes the first super admin of a new installation. There only while SETUP_TOKEN is set, and works once. */
export async function setup(c: Context<AppEnv>): Promise<Response> {
  const { SETUP_TOKEN, PASSWORD_SECRET, SIGN_IN_LIMIT } = settingsOf(c.env);
  const tries = await SIGN_IN_LIMIT?.limit({ key: "setup" });
  if (tries && !tries.success) return refused(c, errors.rateLimited("Too many tries. Wait a minute.", 60));
  if (!SETUP_TOKEN || !isSecret(bearerOf(c.req.header("authorization")), SETUP_TOKEN))
    return refused(c, errors.notFound("This address"));
  const body = await jsonBody(c.req.raw, anonymousBytes);
  if (!body.ok) return refused(c, body.error);
  const form = FirstAdmin.safeParse(body.value);
  if (!form.success) return refused(c, invalidInput(form.error));
  const { email, name } = form.data;
  const isNew = await hubOf(c.env, platformProcess).isNew();
  const known = isNew ? ok(null) : await askHub(c.env, platformProcess, asSetup, processesOfUser, { userId });
  if (!known.ok) return refused(c, known.error);
  if (known.value && known.value.choices.length > 0)
    return refused(c, errors.conflict("The first admin was made already. Sign in, and remove SETUP_TOKEN."));
  const made = await withHashing("setup", async () =>
    makeFirst(c, form.data, await hashPassword(form.data.password, PASSWORD_SECRET)),
  );
  if (!made.ok) return refused(c, made.error);
  return c.json({ user: { id: userId, email, name } }, 201);
}

/** The user last: a call that was cut off before it can be made again. */
async function makeFirst(c: Context<AppEnv>, form: FirstAdmin, passwordHash: string): Promise<Result<null>> {
  const { email, name } = form;
  const run: Run = (command, input) => executeOn(c.env, platformProcess, asSetup, c.get("facts"), command, input);
  const steps = [
    () => run(createProcess, { slug: platformProcess, name: "All processes", timeZone: "UTC" }),
    () => run(setPassword, { email, passwordHash }),
    () => run(createUser, { id: userId, email, name, role: "super_admin" }),
  ];
  for (const step of steps) {
    const result = await step();
    if (!result.ok) return result;
  }
  return ok(null);
}
