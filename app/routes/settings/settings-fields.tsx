import { type FieldMetadata, type FormMetadata, getInputProps } from "@conform-to/react";
import { useEffect, useRef } from "react";
import { Card } from "#app/components/ui/card.tsx";
import type { Json } from "#packages/core/json.ts";
import type { SettingAnswer } from "#packages/settings/views.server.ts";
import { SettingField } from "./setting-field.tsx";
import { fieldText, typedText, valueWords } from "./setting-text.ts";

export interface SettingsSection {
  module: string;
  settings: SettingAnswer[];
}

/** And a field for each setting, by its key. A type: conform asks for an index signature, which an interface has not. */
export type SettingsForm = {
  /** Each as the page showed it. */
  was: Record<string, string>;
  /** Credentials that are to be taken away. */
  remove: Record<string, boolean>;
};

const shownIn = ({ isSecret, field, value }: SettingAnswer) => (isSecret ? "" : fieldText(field, value));

/** What the form of settings begins with. */
export function valuesOf(sections: readonly SettingsSection[]) {
  const all = sections.flatMap(({ settings }) => settings);
  const each = <T,>(of: (setting: SettingAnswer) => T) => Object.fromEntries(all.map((one) => [one.key, of(one)]));
  return { ...each(shownIn), was: each((one) => typedText(shownIn(one))), remove: each(() => false) };
}

interface SettingsFieldsProps {
  sections: readonly SettingsSection[];
  form: FormMetadata<SettingsForm, string[]>;
  fields: Required<{ [Name in keyof SettingsForm]: FieldMetadata<SettingsForm[Name], SettingsForm, string[]> }>;
  /** By key what somebody else has saved meanwhile. */
  theirs: Record<string, Json>;
  /** And what was said of it. */
  told: Record<string, string[] | null>;
}

/** A form made from what the modules say of their settings. */
export function SettingsFields({ sections, form, fields, theirs, told }: SettingsFieldsProps) {
  useSeen(form, theirs, sections);
  const was = fields.was.getFieldset();
  const remove = fields.remove.getFieldset();
  // By the settings' keys, which no compiler knows.
  const ofSettings = fields as unknown as Record<string, FieldMetadata<string | string[]> | undefined>;
  return sections.map(({ module, settings }) => (
    <Card key={module} title={module}>
      <div className="flex flex-col gap-5">
        {settings.map((setting) => {
          const { key, field, mayChange } = setting;
          const meta = ofSettings[key];
          const seen = was[key];
          if (!meta || !seen || !mayChange) return <ReadOnly key={key} setting={setting} />;
          const { key: inputKey, ...hidden } = getInputProps(seen, { type: "hidden" });
          return (
            <div key={key}>
              <SettingField setting={setting} meta={meta} remove={remove[key]} />
              {theirs[key] !== undefined && (
                <p role="alert" className="mt-1.5 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
                  {told[key]?.join(" ")} Theirs: {valueWords(field, theirs[key] ?? null)}
                </p>
              )}
              <input key={inputKey} {...hidden} />
            </div>
          );
        })}
      </div>
    </Card>
  ));
}

/** Once theirs was shown, saving again is a change of theirs. */
function useSeen(
  form: FormMetadata<SettingsForm, string[]>,
  theirs: Record<string, Json>,
  sections: readonly SettingsSection[],
) {
  const see = () => {
    for (const { key, field } of sections.flatMap(({ settings }) => settings)) {
      const value = theirs[key];
      // The field's name has a type that its key, a setting's, can't be proved to be of.
      if (value !== undefined) form.update({ name: `was.${key}`, value: typedText(fieldText(field, value)) } as never);
    }
  };
  const latest = useRef(see);
  latest.current = see;
  const told = useRef(theirs);
  useEffect(() => {
    if (told.current === theirs) return;
    told.current = theirs;
    latest.current();
  }, [theirs]);
}

/** The same for those who may only read them. */
export function SettingsList({ sections }: Pick<SettingsFieldsProps, "sections">) {
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
