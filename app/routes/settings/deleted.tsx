import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { Reference } from "#app/components/ui/reference.tsx";
import { AbsoluteTime, RelativeTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip } from "#app/kit/process-choice.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import type { DeletedAnswer } from "#packages/deleting/answer.ts";
import { listDeleted } from "#packages/deleting/views.server.ts";
import { deletions } from "./deletions.server.ts";

export const meta: MetaFunction = () => [{ title: "Deleted · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "deleted.view");
  const choice = await processChoice(context, api);
  return { choice, records: choice.current === null ? null : unwrap(context, await api.view(listDeleted, {})) };
}

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "deleted.view");
  const form = formOf(context);
  const deletion = deletions[form.get("kind") ?? ""];
  if (!deletion) return data({ problem: "This page is older than the server. Load it again." }, { status: 409 });
  const back = await api.execute(deletion.restore, { id: form.get("id") });
  if (back.ok) return data({ problem: null });
  return data({ problem: back.error.message }, { status: statusOf[back.error.code] });
}

export const clientAction = keepInput;

export default function DeletedRecords() {
  const { choice, records } = useLoaderData<typeof loader>();
  const reply = useReply<{ problem: string | null }>();
  const problem = reply.answer?.problem;
  return (
    <Page
      title="Deleted"
      subtitle="For 30 days what was deleted can be brought back as it was."
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      <FormFailure of={reply} />
      {problem && <FormError errors={[problem]} />}
      {records === null && <ChooseProcess choice={choice} what="Each process has deleted records of its own." />}
      {records?.length === 0 && (
        <EmptyState icon="trash" title="Nothing to bring back">
          Nothing that you may delete was deleted within 30 days.
        </EmptyState>
      )}
      {records && records.length > 0 && (
        <Card flush className="max-w-3xl">
          <ul>
            {records.map((record) => (
              <DeletedRecord key={record.id} record={record} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function DeletedRecord({
  record: { id, kind, reference, title, reason, deletedAt, deletedBy, undoneUntil },
}: {
  record: DeletedAnswer;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="wrap-anywhere">
          {reference && <Reference number={reference} className="mr-1 text-text-muted" />}
          <span className="font-medium">{title}</span>
        </p>
        <p className="text-small wrap-anywhere text-text-muted">
          Deleted by {deletedBy.name} <RelativeTime at={deletedAt} />
          {reason && `: ${reason}`}
        </p>
        <p className="text-small text-text-muted">
          Can be brought back until <AbsoluteTime at={undoneUntil} />
        </p>
      </div>
      <Form method="post" preventScrollReset>
        <CommandId />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="id" value={id} />
        <SubmitButton variant="secondary" aria-label={`Bring back ${reference ?? title}`}>
          Bring back
        </SubmitButton>
      </Form>
    </li>
  );
}
