import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LoginForm } from "#app/components/login-form.tsx";
import { saveForm } from "#app/lib/forms.server.ts";
import { safeNext } from "#app/lib/next.ts";
import { type SignInForm, signIn, signInSchema } from "#app/session.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · D2C OPs" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const next = safeNext(new URL(request.url).searchParams.get("next"));
  if (context.services.session) throw redirect(next);
  return { next };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const save = (form: SignInForm) => signIn(context, { ...form, next: safeNext(form.next) });
  const entered = await saveForm(request, signInSchema, save, { hide: ["password"] });
  if (!entered.ok) return data(entered.lastResult, { status: entered.status });
  throw entered.value;
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
