import type { AppLoadContext } from "@remix-run/cloudflare";
import { z } from "zod";
import type { Refusal } from "#packages/core/errors.ts";

export const signInSchema = z.object({
  email: z.email({ error: "Enter your e-mail address, like asha@example.com." }),
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password."),
  next: z.string().default("/"),
});

export type SignInForm = z.output<typeof signInSchema>;

/** Answers with a redirect that carries the session cookie, or says why not. `next` is a path of this site. */
export async function signIn(
  _context: AppLoadContext,
  _request: Request,
  _form: SignInForm,
): Promise<Response | { error: Refusal }> {
  throw new Error("signIn is not wired yet");
}

/** Ends the session and answers with a redirect to the sign-in page. */
export async function signOut(_context: AppLoadContext, _request: Request): Promise<Response> {
  throw new Error("signOut is not wired yet");
}
