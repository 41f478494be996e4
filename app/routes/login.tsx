import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { LoginForm } from "#app/components/login-form.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { safeNext } from "#app/lib/next.ts";
import { signIn, signInSchema } from "#app/session.server.ts";
import { statusOf } from "#packages/core/errors.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · D2C OPs" }];

/** `Retry-After` of a refused try. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = safeNext(new URL(request.url).searchParams.get("next"));
  if ((await context.services.session()).ok) throw redirect(next);
  return { next };
}

/** Three fields by name: what anybody may send without a session is not given to the form library. */
export async function action({ context }: ActionFunctionArgs) {
  const form = formOf(context);
  const email = form.get("email") ?? "";
  const typed = { email, password: form.get("password") ?? "", next: safeNext(form.get("next")) };
  const reply = (error: Record<string, string[]>, init: { status: number; headers?: Record<string, string> }) =>
    data<SubmissionResult<string[]>>({ status: "error", initialValue: { email }, error }, init);
  const checked = signInSchema.safeParse(typed);
  if (!checked.success) return reply(z.flattenError(checked.error).fieldErrors, { status: 422 });
  const entered = await signIn(context, checked.data);
  if (entered.ok) throw entered.value;
  const { code, message, retryAfter } = entered.error;
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return reply({ "": [message] }, { status: statusOf[code], headers });
}

export default function Login() {
  const { next } = useLoaderData<typeof loader>();
  const lastResult = useActionData<SubmissionResult<string[]>>();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-nav px-4 py-10">
      <img src="/icons/icon.svg" alt="D2C OPs" width={56} height={56} />
      <div className="w-full max-w-sm rounded-xl bg-surface-raised p-6 shadow-2xl sm:p-8">
        <h1 className="mb-5 text-title">Sign in</h1>
        <LoginForm lastResult={lastResult} next={next} />
      </div>
    </main>
  );
}
