import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Card } from "#app/components/ui/card.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import type { SettingAnswer } from "#packages/settings/views.server.ts";
import { SettingField } from "./setting-field.tsx";
import { fieldText, typedText, valueWords } from "./setting-text.ts";

export interface SettingsSection {
  module: string;
  settings: SettingAnswer[];
}

interface SettingsFormProps {
  sections: SettingsSection[];
  lastResult: SubmissionResult<string[]> | undefined;
}

type Fields = Record<string, string | string[]>;
const shownIn = ({ isSecret, field, value }: SettingAnswer) => (isSecret ? "" : fieldText(field, value));

/** A form made from what the modules say of their settings. */
export function SettingsForm({ sections, lastResult }: SettingsFormProps) {
  const all = sections.flatMap(({ settings }) => settings);
  const [form, fields] = useForm<Fields>({
    id: "settings",
    defaultValue: Object.fromEntries(all.map((setting) => [setting.key, shownIn(setting)])),
    lastResult,
  });
  const was = sentBefore(lastResult, "was");
  const removed = sentBefore(lastResult, "remove");
  return (
    <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
      <FormError id={form.errorId} errors={form.errors} />
      {sections.map(({ module, settings }) => (
        <Card key={module} title={module}>
          <div className="flex flex-col gap-5">
            {settings.map((setting) => {
              const { key, mayChange } = setting;
              const meta = fields[key];
              if (!meta || !mayChange) return <ReadOnly key={key} setting={setting} />;
              return (
                <div key={key}>
                  <SettingField setting={setting} meta={meta} isRemoved={removed[key] === "on"} />
                  <input type="hidden" name={`was.${key}`} value={was[key] ?? typedText(shownIn(setting))} />
                </div>
              );
            })}
          </div>
        </Card>
      ))}
      <SubmitButton pendingLabel="Saving…" className="self-start">
        Save settings
      </SubmitButton>
    </Form>
  );
}

/** What a form that came back was sent with, beside the fields: what the page showed then, and what was to be removed. */
function sentBefore(
  lastResult: SubmissionResult<string[]> | undefined,
  what: "was" | "remove",
): Record<string, string> {
  const sent = lastResult?.initialValue?.[what];
  if (typeof sent !== "object" || Array.isArray(sent)) return {};
  return Object.fromEntries(Object.entries(sent).filter((one): one is [string, string] => typeof one[1] === "string"));
}

/** The same for those who may only read them. */
export function SettingsList({ sections }: Pick<SettingsFormProps, "sections">) {
  return sections.map(({ module, settings }) => (
    <Card key={module} title={module}>
      <div className="flex flex-col gap-4">
        {settings.map((setting) => (
          <ReadOnly key={setting.key} setting={setting} />
        ))}
      </div>
    </Card>
  ));
}

const ReadOnly = ({ setting: { label, field, value, shown, isSecret } }: { setting: SettingAnswer }) => (
  <dl>
    <dt className="text-small text-text-muted">{label}</dt>
    <dd className="wrap-anywhere">{valueWords(field, isSecret ? shown && { ...shown } : value)}</dd>
  </dl>
);
