import type { SubmissionResult } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Page } from "#app/components/ui/page.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { saveForm } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { describeSettings } from "#packages/settings/views.server.ts";
import { settingsForm } from "./settings-form.server.ts";
import { SettingsForm, SettingsList, type SettingsSection } from "./settings-form.tsx";

export const meta: MetaFunction = () => [{ title: "Settings · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "processes.view");
  const choice = await processChoice(context, api);
  const sections = choice.current === null ? null : unwrap(context, await api.view(describeSettings, {}));
  return { choice, sections };
}

interface Reply {
  lastResult: SubmissionResult<string[]> | undefined;
  savedAt: number | null;
}

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "processes.edit");
  const schema = settingsForm(context.services.settingFields);
  const saved = await saveForm(context, schema, (patch) => api.execute(updateProcess, patch));
  if (saved.ok) return data<Reply>({ lastResult: undefined, savedAt: Date.now() });
  return data<Reply>({ lastResult: saved.lastResult, savedAt: null }, { status: saved.status });
}

export default function Settings() {
  const { choice, sections } = useLoaderData<typeof loader>();
  const reply = useActionData<Reply>();
  const mayEdit = useCan("processes.edit");
  const maySeeDeleted = useCan("deleted.view");
  const keepProcess = useKeepProcess();
  const savedAt = reply?.savedAt;
  useEffect(() => {
    if (savedAt) toast("The settings are saved.");
  }, [savedAt]);
  const formKey = useSettled(savedAt);
  return (
    <Page
      title="Settings"
      subtitle={mayEdit ? "Of this process." : "An admin of your process can change these."}
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {sections === null ? (
        <ChooseProcess choice={choice} what="Each process has settings of its own." />
      ) : (
        <div className="flex max-w-3xl flex-col gap-5">
          <Notices sections={sections} />
          {mayEdit ? (
            <SettingsForm
              // Begins anew when it was saved: what was typed of an address does not stay on the page.
              key={`${choice.current} ${formKey ?? ""}`}
              sections={sections}
              lastResult={reply?.lastResult}
            />
          ) : (
            <SettingsList sections={sections} />
          )}
          <p>
            <Link to={keepProcess("/settings/history")} className="text-accent-text underline">
              Who changed what, and going back
            </Link>
          </p>
        </div>
      )}
      {maySeeDeleted && (
        <p className="text-text-muted">
          <Link to="/settings/deleted" className="text-accent-text underline">
            What was deleted
          </Link>{" "}
          can be brought back for 30 days.
        </p>
      )}
      <p className="text-text-muted">
        For programs:{" "}
        <Link reloadDocument to="/api/docs" className="text-accent-text underline">
          the API and how to use it
        </Link>
        .
      </p>
    </Page>
  );
}

/**
 * When it was last saved, once what was saved has been loaded: the reply comes before that, and a form that begins anew
 * with it would show the old values and take them for changes at the next save.
 */
function useSettled(savedAt: number | null | undefined) {
  const isIdle = useNavigation().state === "idle";
  const [settled, setSettled] = useState<number | null>(null);
  useEffect(() => {
    if (savedAt && isIdle) setSettled(savedAt);
  }, [savedAt, isIdle]);
  return settled;
}

/** Of values that can't be used. */
function Notices({ sections }: { sections: SettingsSection[] }) {
  return sections
    .flatMap(({ settings }) => settings)
    .map(
      ({ key, notice }) =>
        notice && (
          <p
            key={key}
            role="alert"
            className="rounded-md border border-warning bg-warning-soft px-4 py-3 text-warning-text"
          >
            {notice}
          </p>
        ),
    );
}
