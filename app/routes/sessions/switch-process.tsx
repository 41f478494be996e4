import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { switchTo } from "#app/session.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import { CardPage } from "./card-page.tsx";
import { ProcessPicker } from "./process-picker.tsx";

export const meta = titled("Switch process");

export async function loader({ context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok) throw redirect("/login?next=/switch-process");
  const { choices } = unwrap(context, await context.services.choices());
  const { process } = session.value;
  return { process: process.name, others: choices.filter(({ id }) => id !== process.id) };
}

export async function action({ context }: ActionFunctionArgs) {
  const switched = await switchTo(context, formOf(context).get("processId") ?? "");
  if (switched.ok) throw switched.value;
  return data({ problem: switched.error.message }, { status: statusOf[switched.error.code] });
}

export const clientAction = keepInput;

/** Outside the shell: it is of the process that is being left. */
export default function SwitchProcess() {
  const { process, others } = useLoaderData<typeof loader>();
  const reply = useReply<{ problem: string }>();
  return (
    <CardPage title="Switch process">
      <p className="mb-4 text-text-muted">
        {others.length > 0
          ? `You are in ${process}. Your session there ends when you go to another.`
          : `You are in ${process}, and in no other.`}
      </p>
      <ProcessPicker processes={others} last={null} reply={reply} error={reply.answer?.problem} next="/" />
      <p className="mt-5 border-t border-border pt-4">
        <Link to="/" className="font-medium text-accent-text">
          Stay in {process}
        </Link>
      </p>
    </CardPage>
  );
}
