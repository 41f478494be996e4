import { type AppLoadContext, redirect, redirectDocument } from "@remix-run/cloudflare";
import { z } from "zod";
import { clock } from "#packages/core/clock.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { leftBehind, sessionCookie } from "#worker/tokens.ts";

export const signInSchema = z.object({
  email: z.email("Enter your e-mail address, like asha@example.com.").max(200, "At most 200 characters."),
  password: z.string().min(1, "Enter your password.").max(1_000, "At most 1,000 characters."),
  next: z.string(),
});

export type SignInForm = z.output<typeof signInSchema>;

/** Answers with a redirect that carries the session cookie, or says why not. `next` is a path of this site. */
export async function signIn(context: AppLoadContext, form: SignInForm): Promise<Result<Response>> {
  const result = await context.services.signIn(form);
  if (!result.ok) return result;
  const { token, expiresAt } = result.value;
  const cookie = sessionCookie(token, Math.floor((expiresAt - clock.now()) / 1000));
  return ok(redirect(form.next, { headers: { "set-cookie": cookie } }));
}

/** Ends the session and answers with the sign-in page, loaded anew: nothing of what was seen stays in the document. */
export async function signOut(context: AppLoadContext): Promise<Response> {
  await context.services.signOut();
  const headers = { "set-cookie": sessionCookie("", 0), "clear-site-data": leftBehind };
  return redirectDocument("/login", { headers });
}
