import { Form, Link, useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { ActNotice } from "#app/kit/list/act-notice.tsx";
import { actsAction, once } from "#app/kit/list/acts-action.server.ts";
import { processListLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { rollBackSetting } from "#packages/settings/commands.server.ts";
import { ListChanges } from "#packages/settings/inputs.ts";
import { listChanges } from "#packages/settings/views.server.ts";
import { valueWords } from "./setting-text.ts";

export const meta = titled("History of the settings");
export const loader = processListLoader({
  permission: "processes.view",
  filter: ListChanges,
  read: (api, filter) => api.view(listChanges, filter),
});
export const action = actsAction("processes.edit", {
  rollBack: once(
    (api, form) => api.execute(rollBackSetting, { changeId: form.get("changeId") }),
    () => "The setting is what it was.",
  ),
});
export const clientAction = keepInput;

export default function SettingsHistory() {
  const keepProcess = useKeepProcess();
  return (
    <ListPage
      title="History of the settings"
      subtitle={
        <>
          Who changed what. Going back is a change of its own.{" "}
          <Link to={keepProcess("/settings")} className="text-accent-text underline">
            All settings
          </Link>
        </>
      }
      things={["change", "changes"]}
      list={useLoaderData<typeof loader>()}
      choose="Each process has settings of its own."
      notice={<ActNotice />}
      caption="Changes, the newest first"
      rowId={({ id }) => id}
      shape={{ item: (change) => <Change change={change} /> }}
      empty={{ icon: "rotate-ccw-clock", title: "Nothing was changed yet" }}
    />
  );
}

type ShownChange = NonNullable<Awaited<ReturnType<typeof loader>>["page"]>["items"][number];

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
          <input type="hidden" name="act" value="rollBack" />
          <SubmitButton variant="secondary" name="changeId" value={id} pendingLabel="Going back…">
            Back to {was}
          </SubmitButton>
        </Form>
      )}
    </li>
  );
}
