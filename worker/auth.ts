import { Hono } from "hono";
import { z } from "zod";
import { invalidInput } from "#durable-objects/checks.ts";
import { clock, toIso } from "#packages/core/clock.ts";
import type { AppEnv } from "./app-env.ts";
import { anonymousBytes, jsonBody } from "./body.ts";
import { servicesFor } from "./context.ts";
import { refused } from "./refused.ts";
import { leftBehind, sessionCookie } from "./tokens.ts";

export const SignIn = z.strictObject({
  email: z.string().min(1, "Write your e-mail address.").max(200),
  password: z.string().min(1, "Write your password.").max(1_000),
  totp: z.string().max(10).optional(),
});

export const cookieFor = (token: string, expiresAt: number): string =>
  sessionCookie(token, Math.max(0, Math.floor((expiresAt - clock.now()) / 1000)));

/** A browser keeps the token in its cookie, where no script can read it; programs get it in the answer. */
const isBrowser = (request: Request): boolean => request.headers.has("sec-fetch-site") || request.headers.has("origin");

export function authRoutes(): Hono<AppEnv> {
  const auth = new Hono<AppEnv>();
  auth.post("/login", async (c) => {
    const body = await jsonBody(c.req.raw, anonymousBytes);
    if (!body.ok) return refused(c, body.error);
    const form = SignIn.safeParse(body.value);
    if (!form.success) return refused(c, invalidInput(form.error));
    const services = await servicesFor(c);
    const result = await services.signIn(form.data);
    if (!result.ok) return refused(c, result.error);
    const { token, expiresAt, user } = result.value;
    c.header("set-cookie", cookieFor(token, expiresAt));
    const told = { expiresAt: toIso(expiresAt), user };
    return c.json(isBrowser(c.req.raw) ? told : { token, ...told });
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
