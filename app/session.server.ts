import { type AppLoadContext, redirect, redirectDocument } from "@remix-run/cloudflare";
import { z } from "zod";
import { choosingLasts } from "#packages/accounts/rules.ts";
import { clock } from "#packages/core/clock.ts";
import type { Refusal } from "#packages/core/errors.ts";
import { ok, type Result } from "#packages/core/result.ts";
import type { SignedIn } from "#worker/entering.ts";
import { choiceCookie, choiceCookieName, cookiesOf, leftBehind, sessionCookie } from "#worker/tokens.ts";

export const signInSchema = z.object({
  email: z.email("Enter your e-mail address, like asha@example.com.").max(200, "At most 200 characters."),
  password: z.string().min(1, "Enter your password.").max(1_000, "At most 1,000 characters."),
  next: z.string(),
});

export type SignInForm = z.output<typeof signInSchema>;

/** Answers with a redirect that carries the session cookie, or says why not. `next` is a path of this site. */
export async function signIn(
  context: AppLoadContext,
  { email, password, next }: SignInForm,
): Promise<Result<Response>> {
  const result = await context.services.signIn({ email, password });
  return result.ok ? ok(redirect(next, { headers: signedIn(result.value) })) : result;
}

/** The second step of somebody who belongs to several processes: which one. */
export async function choose(
  context: AppLoadContext,
  request: Request,
  { processId, next }: { processId: string; next: string },
): Promise<Result<Response>> {
  const ticket = cookiesOf(request).get(choiceCookieName) ?? "";
  const result = await context.services.choose({ ticket, processId });
  if (!result.ok) return result;
  const headers = signedIn(result.value);
  headers.append("set-cookie", choiceCookie("", 0));
  return ok(redirect(next, { headers }));
}

/** To another process of the same person, loaded anew: nothing of what was seen stays in the document. */
export async function switchTo(context: AppLoadContext, processId: string): Promise<Result<Response>> {
  const result = await context.services.switchTo(processId);
  if (!result.ok) return result;
  const headers = signedIn(result.value);
  headers.set("clear-site-data", leftBehind);
  return ok(redirectDocument("/", { headers }));
}

function signedIn({ token, expiresAt }: SignedIn): Headers {
  return new Headers({ "set-cookie": sessionCookie(token, Math.floor((expiresAt - clock.now()) / 1000)) });
}

const several = z.object({
  ticket: z.string(),
  processes: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  lastProcessId: z.string().nullable(),
});

/** Which processes somebody is asked to choose from, and the cookie by which they are known; null for any other refusal. */
export function choiceIn({ code, current }: Refusal) {
  const asked = code === "conflict" ? several.safeParse(current).data : undefined;
  if (!asked) return null;
  const { ticket, ...choice } = asked;
  return { choice, cookie: choiceCookie(ticket, choosingLasts / 1000) };
}

/** Ends the session and answers with the sign-in page, loaded anew: nothing of what was seen stays in the document. */
export async function signOut(context: AppLoadContext): Promise<Response> {
  await context.services.signOut();
  const headers = { "set-cookie": sessionCookie("", 0), "clear-site-data": leftBehind };
  return redirectDocument("/login", { headers });
}
