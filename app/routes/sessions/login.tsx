import iconsUrl from "virtual:icon-sprite";
import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { safeNext } from "#app/lib/next.ts";
import { choiceIn, choose, signIn, signInSchema } from "#app/session.server.ts";
import { type Refusal, statusOf } from "#packages/core/errors.ts";
import { CardPage } from "./card-page.tsx";
import { LoginForm } from "./login-form.tsx";
import { ProcessPicker } from "./process-picker.tsx";

export const meta = titled("Sign in");

/** The page that follows shows them. */
export const links: LinksFunction = () => [{ rel: "prefetch", href: iconsUrl }];

/** `Retry-After` of a refused try. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = safeNext(new URL(request.url).searchParams.get("next"));
  if ((await context.services.session()).ok) throw redirect(next);
  return { next };
}

interface Asked {
  choose: { processes: { id: string; name: string }[]; lastProcessId: string | null };
}

/** Few fields by name: what anybody may send without a session is not given to the form library. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = formOf(context);
  const next = safeNext(form.get("next"));
  const processId = form.get("processId");
  if (processId === null)
    return enter(context, { email: form.get("email") ?? "", password: form.get("password") ?? "", next });
  const chosen = await choose(context, request, { processId, next });
  if (chosen.ok) throw chosen.value;
  return refused("", chosen.error);
}

async function enter(context: AppLoadContext, typed: { email: string; password: string; next: string }) {
  const checked = signInSchema.safeParse(typed);
  if (!checked.success) return reply(typed.email, z.flattenError(checked.error).fieldErrors, { status: 422 });
  const entered = await signIn(context, checked.data);
  if (entered.ok) throw entered.value;
  const asked = choiceIn(entered.error);
  if (!asked) return refused(typed.email, entered.error);
  return data<Asked>({ choose: asked.choice }, { headers: { "set-cookie": asked.cookie } });
}

const reply = (
  email: string,
  error: Record<string, string[]>,
  init: { status: number; headers?: Record<string, string> },
) => data<SubmissionResult<string[]>>({ status: "error", initialValue: { email }, error }, init);

function refused(email: string, { code, message, retryAfter }: Refusal) {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return reply(email, { "": [message] }, { status: statusOf[code], headers });
}

export const clientAction = keepInput;

export default function Login() {
  const { next } = useLoaderData<typeof loader>();
  const reply = useReply<Asked | SubmissionResult<string[]>>();
  const { answer } = reply;
  if (answer && "choose" in answer)
    return (
      <CardPage title="Choose a process">
        <ProcessPicker
          processes={answer.choose.processes}
          last={answer.choose.lastProcessId}
          reply={reply}
          error={undefined}
          next={next}
        />
      </CardPage>
    );
  return (
    <CardPage title="Sign in">
      <LoginForm reply={reply} lastResult={answer} next={next} />
    </CardPage>
  );
}
