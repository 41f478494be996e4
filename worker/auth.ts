import { type Context, Hono } from "hono";
import { z } from "zod";
import { invalidInput } from "#durable-objects/checks.ts";
import { clock, toIso } from "#packages/core/clock.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import type { AppEnv } from "./app-env.ts";
import { anonymousBytes, jsonBody } from "./body.ts";
import { isBrowser } from "./browser.ts";
import { servicesFor } from "./context.ts";
import type { SignedIn } from "./entering.ts";
import { refused } from "./refused.ts";
import { leftBehind, sessionCookie } from "./tokens.ts";

const processId = z.string().min(1, "Choose a process.").max(64);

export const SignIn = z.strictObject({
  email: z.string().min(1, "Write your e-mail address.").max(200),
  password: z.string().min(1, "Write your password.").max(1_000),
  totp: z.string().max(10).optional(),
  processId: processId.optional(),
});
export const Choose = z.strictObject({ ticket: z.string().max(2_000), processId });
export const Switch = z.strictObject({ processId });

export const cookieFor = (token: string, expiresAt: number): string =>
  sessionCookie(token, Math.max(0, Math.floor((expiresAt - clock.now()) / 1000)));

async function bodyOf<T>(c: Context<AppEnv>, schema: z.ZodType<T>): Promise<Result<T>> {
  const body = await jsonBody(c.req.raw, anonymousBytes);
  if (!body.ok) return body;
  const form = schema.safeParse(body.value);
  return form.success ? ok(form.data) : refuse(invalidInput(form.error));
}

function signedIn(c: Context<AppEnv>, entered: Result<SignedIn>): Response {
  if (!entered.ok) return refused(c, entered.error);
  const { token, expiresAt, user } = entered.value;
  c.header("set-cookie", cookieFor(token, expiresAt));
  const told = { expiresAt: toIso(expiresAt), user };
  // A browser keeps the token in its cookie, where no script can read it; programs get it in the answer.
  return c.json(isBrowser(c.req.raw) ? told : { token, ...told });
}

export function authRoutes(): Hono<AppEnv> {
  const auth = new Hono<AppEnv>();
  auth.post("/login", async (c) => {
    const form = await bodyOf(c, SignIn);
    return form.ok ? signedIn(c, await (await servicesFor(c)).signIn(form.value)) : refused(c, form.error);
  });
  auth.post("/choose", async (c) => {
    const form = await bodyOf(c, Choose);
    return form.ok ? signedIn(c, await (await servicesFor(c)).choose(form.value)) : refused(c, form.error);
  });
  auth.post("/switch", async (c) => {
    const form = await bodyOf(c, Switch);
    return form.ok ? signedIn(c, await (await servicesFor(c)).switchTo(form.value.processId)) : refused(c, form.error);
  });
  auth.get("/processes", async (c) => {
    const found = await (await servicesFor(c)).choices();
    if (!found.ok) return refused(c, found.error);
    const { choices, lastProcessId } = found.value;
    return c.json({ items: choices, nextCursor: null, total: choices.length, lastProcessId });
  });
  auth.post("/logout", async (c) => {
    const services = await servicesFor(c);
    const ended = await services.signOut();
    if (!ended.ok) return refused(c, ended.error);
    c.header("set-cookie", sessionCookie("", 0));
    c.header("clear-site-data", leftBehind);
    return c.body(null, 204);
  });
  auth.get("/me", async (c) => {
    const session = await (await servicesFor(c)).session();
    if (!session.ok) return refused(c, session.error);
    const { user, process, permissions } = session.value;
    return c.json({
      user: {
        ...user,
        processId: process.id,
        processSlug: process.slug,
        permissions,
        timeZone: user.timeZone ?? process.timeZone,
      },
    });
  });
  return auth;
}
