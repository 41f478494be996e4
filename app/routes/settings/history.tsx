import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import { rollBackSetting } from "#packages/settings/commands.server.ts";
import { listChanges } from "#packages/settings/views.server.ts";
import { valueWords } from "./setting-text.ts";

export const meta: MetaFunction = () => [{ title: "History of the settings · D2C OPs" }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  const api = await pageApi(context, "processes.view");
  const choice = await processChoice(context, api);
  const cursor = new URL(request.url).searchParams.get("cursor") ?? undefined;
  const history = choice.current === null ? null : unwrap(context, await api.view(listChanges, { cursor }));
  return { choice, history };
}

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "processes.edit");
  const result = await api.execute(rollBackSetting, { changeId: formOf(context).get("changeId") });
  if (result.ok) return data({ problem: null });
  return data({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

export const clientAction = keepInput;

export default function SettingsHistory() {
  const { choice, history } = useLoaderData<typeof loader>();
  const reply = useReply<{ problem: string | null }>();
  const keepProcess = useKeepProcess();
  return (
    <Page
      title="History of the settings"
      subtitle="Who changed what. Going back is a change of its own."
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {history === null ? (
        <ChooseProcess choice={choice} what="Each process has settings of its own." />
      ) : (
        <div className="flex max-w-3xl flex-col gap-5">
          <FormFailure of={reply} />
          <FormError id="history-error" errors={reply.answer?.problem ? [reply.answer.problem] : undefined} />
          <Card flush>
            {history.items.length === 0 ? (
              <EmptyState icon="rotate-ccw-clock" title="Nothing was changed yet" />
            ) : (
              <ul className="divide-y divide-border">
                {history.items.map((change) => (
                  <Change key={change.id} change={change} />
                ))}
              </ul>
            )}
          </Card>
          <p className="flex gap-5">
            <Link to={keepProcess("/settings")} className="text-accent-text underline">
              All settings
            </Link>
            {history.nextCursor && (
              <Link
                to={keepProcess(`/settings/history?cursor=${encodeURIComponent(history.nextCursor)}`)}
                className="text-accent-text underline"
              >
                Older changes
              </Link>
            )}
          </p>
        </div>
      )}
    </Page>
  );
}

type ShownChange = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["history"]>["items"][number];

function Change({ change: { id, label, field, before, after, isSecret, by, at } }: { change: ShownChange }) {
  const mayEdit = useCan("processes.edit");
  const was = valueWords(field, before);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">{label}</p>
        <p className="wrap-anywhere">
          {was} → {valueWords(field, after)}
        </p>
        <p className="text-small text-text-muted">
          {by.name}, <RelativeTime at={at} />
        </p>
      </div>
      {mayEdit && !isSecret && (
        <Form method="post">
          <CommandId />
          <SubmitButton variant="secondary" name="changeId" value={id} pendingLabel="Going back…">
            Back to {was}
          </SubmitButton>
        </Form>
      )}
    </li>
  );
}
