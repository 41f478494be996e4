import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Page } from "#app/components/ui/page.tsx";
import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { FormPage } from "#app/kit/form-page.tsx";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import type { Json } from "#packages/core/json.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { describeSettings } from "#packages/settings/views.server.ts";
import { SettingsFields, type SettingsForm, SettingsList, type SettingsSection, valuesOf } from "./settings-fields.tsx";
import { settingsForm } from "./settings-form.server.ts";

const title = "Settings";

export const meta = titled(title);

export const loader = formLoader("processes.view", async (api, { context }) => ({
  sections: unwrap(context, await api.view(describeSettings, {})),
}));

export const action = formAction("processes.edit", {
  schema: ({ services }) => settingsForm(services.settingFields),
  save: (api, edit) => api.execute(updateProcess, edit),
  done: () => ({ words: "The settings are saved." }),
});

export const clientAction = keepInput;

export default forProcess(Settings, { title, what: "Each process has settings of its own." });

function Settings({ facts: { sections }, choice }: FactsOf<typeof loader>) {
  const mayEdit = useCan("processes.edit");
  const filters = choice.processes && <ProcessChip choice={choice} />;
  if (mayEdit) return <EditSettings sections={sections} filters={filters} />;
  return (
    <Page title={title} subtitle="An admin of your process can change these." filters={filters}>
      <div className="flex max-w-3xl flex-col gap-5">
        <Notices sections={sections} />
        <SettingsList sections={sections} />
        <More />
      </div>
    </Page>
  );
}

interface EditSettingsProps {
  sections: SettingsSection[];
  filters: ReactNode;
}

const nothing: Record<string, Json> = {};

function EditSettings({ sections, filters }: EditSettingsProps) {
  const page = useFormPage<SettingsForm, SettingsSection[]>("settings", {
    record: sections,
    values: valuesOf,
  });
  // As the command puts them there.
  const { answer } = page.reply;
  const theirs = (answer?.current as Record<string, Json> | undefined) ?? nothing;
  return (
    <FormPage
      of={page}
      title={title}
      subtitle="Of this process."
      filters={filters}
      submit="Save settings"
      before={<Notices sections={sections} />}
      after={<More />}
      cards
    >
      <SettingsFields
        sections={sections}
        form={page.form}
        fields={page.fields}
        theirs={theirs}
        told={answer?.lastResult?.error ?? {}}
      />
    </FormPage>
  );
}

function More() {
  const maySeeDeleted = useCan("deleted.view");
  const keepProcess = useKeepProcess();
  return (
    <>
      <p>
        <Link to={keepProcess("/settings/history")} className="text-accent-text underline">
          Who changed what, and going back
        </Link>
      </p>
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
    </>
  );
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
