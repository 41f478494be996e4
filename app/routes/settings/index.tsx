import type { SubmissionResult } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { ChooseProcess, ProcessChip } from "#app/components/settings/process-choice.tsx";
import { SettingsForm as SettingsSchema } from "#app/components/settings/settings-form.server.ts";
import { SettingsForm } from "#app/components/settings/settings-form.tsx";
import { SettingsList } from "#app/components/settings/settings-list.tsx";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { toast } from "#app/components/ui/toast-store.ts";
import { saveForm } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { zoneNamed, zoneNames } from "#packages/core/zone-names.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { getProcess } from "#packages/processes/views.server.ts";

export const meta: MetaFunction = () => [{ title: "Settings · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "processes.view");
  const choice = await processChoice(context, api);
  const process = choice.current === null ? null : unwrap(context, await api.view(getProcess, {}));
  if (!process) return { choice, settings: null, timeZones: [], unusableZone: false };
  const { id: _id, slug: _slug, isActive: _active, ...settings } = process;
  return { choice, settings, timeZones: zoneNames(), unusableZone: zoneNamed(settings.timeZone) === null };
}

interface Reply {
  lastResult: SubmissionResult<string[]> | undefined;
  savedAt: number | null;
}

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "processes.edit");
  const saved = await saveForm(context, SettingsSchema, (input) => api.execute(updateProcess, input));
  if (saved.ok) return data<Reply>({ lastResult: undefined, savedAt: Date.now() });
  return data<Reply>({ lastResult: saved.lastResult, savedAt: null }, { status: saved.status });
}

export default function Settings() {
  const { choice, settings, timeZones, unusableZone } = useLoaderData<typeof loader>();
  const reply = useActionData<Reply>();
  const mayEdit = useCan("processes.edit");
  const savedAt = reply?.savedAt;
  useEffect(() => {
    if (savedAt) toast("The settings are saved.");
  }, [savedAt]);
  return (
    <Page
      title="Settings"
      subtitle={
        mayEdit ? "Of this process. Every change is in the audit log." : "An admin of your process can change these."
      }
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {settings === null ? (
        <ChooseProcess choice={choice} what="Each process has settings of its own." />
      ) : (
        <Card className="max-w-3xl">
          {unusableZone && <UnusableZone name={settings.timeZone} />}
          {mayEdit ? (
            <SettingsForm
              // Begins anew when it was saved: what was typed of an address does not stay on the page.
              key={`${choice.current} ${savedAt ?? ""}`}
              settings={settings}
              timeZones={timeZones}
              lastResult={reply?.lastResult}
            />
          ) : (
            <SettingsList settings={settings} />
          )}
        </Card>
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

function UnusableZone({ name }: { name: string }) {
  return (
    <p role="alert" className="mb-5 rounded-md border border-warning bg-warning-soft px-4 py-3 text-warning-text">
      The time zone “{name}” can't be used. Until another is chosen, days and times are worked out in UTC; pages go out.
    </p>
  );
}
