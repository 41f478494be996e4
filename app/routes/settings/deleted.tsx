import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Reference } from "#app/components/ui/reference.tsx";
import { AbsoluteTime, RelativeTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { ActNotice } from "#app/kit/list/act-notice.tsx";
import { actsAction, once } from "#app/kit/list/acts-action.server.ts";
import { onePage, processListLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { titled } from "#app/kit/titled.ts";
import { errors } from "#packages/core/errors.ts";
import { refuse } from "#packages/core/result.ts";
import type { DeletedAnswer } from "#packages/deleting/answer.ts";
import { listDeleted } from "#packages/deleting/views.server.ts";
import { deletions } from "./deletions.server.ts";

export const meta = titled("Deleted");
export const loader = processListLoader({
  permission: "deleted.view",
  filter: z.object({}),
  read: async (api) => onePage(await api.view(listDeleted, {})),
});
export const action = actsAction("deleted.view", {
  restore: once(
    async (api, form) => {
      const deletion = deletions[form.get("kind") ?? ""];
      if (!deletion) return refuse(errors.conflict("This page is older than the server. Load it again."));
      return api.execute(deletion.restore, { id: form.get("id") });
    },
    () => "It is back where it was.",
  ),
});
export const clientAction = keepInput;

export default function DeletedRecords() {
  return (
    <ListPage
      title="Deleted"
      subtitle="For 30 days what was deleted can be brought back as it was."
      things={["record", "records"]}
      list={useLoaderData<typeof loader>()}
      choose="Each process has deleted records of its own."
      notice={<ActNotice />}
      caption="Deleted records, the last one first"
      rowId={({ id }) => id}
      shape={{ item: (record) => <DeletedRecord record={record} /> }}
      empty={{
        icon: "trash",
        title: "Nothing to bring back",
        text: "Nothing that you may delete was deleted within 30 days.",
      }}
    />
  );
}

function DeletedRecord({
  record: { id, kind, reference, title, reason, deletedAt, deletedBy, undoneUntil },
}: {
  record: DeletedAnswer;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
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
        <input type="hidden" name="act" value="restore" />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="id" value={id} />
        <SubmitButton variant="secondary" aria-label={`Bring back ${reference ?? title}`}>
          Bring back
        </SubmitButton>
      </Form>
    </li>
  );
}
