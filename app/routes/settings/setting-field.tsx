import { type FieldMetadata, getCollectionProps } from "@conform-to/react";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { FieldError } from "#app/components/ui/form/field.tsx";
import { useFieldErrors } from "#app/components/ui/form/form-errors.tsx";
import { CheckboxField, InputField, TextareaField } from "#app/components/ui/form/form-fields.tsx";
import { addressWords } from "#packages/core/secret-address.ts";
import type { SettingAnswer } from "#packages/settings/views.server.ts";
import { SendTest } from "./send-test.tsx";
import { SettingNote } from "./setting-note.tsx";

interface SettingFieldProps {
  setting: SettingAnswer;
  meta: FieldMetadata<string | string[]>;
  /** The box that takes a credential away. */
  remove: FieldMetadata<boolean> | undefined;
}

/** The field that asks for a setting, as the setting says. */
export function SettingField({ setting, meta, remove }: SettingFieldProps) {
  const { field, label } = setting;
  const help = <SettingNote setting={setting} />;
  switch (field.kind) {
    case "choices":
      return <Choices setting={setting} options={field.options} meta={meta} />;
    case "lines":
      return <TextareaField meta={meta} label={label} help={help} optional />;
    case "number":
      return (
        <InputField
          meta={meta}
          label={`${label} (${field.unit})`}
          type="number"
          min={field.min}
          max={field.max}
          inputMode="numeric"
          className="sm:max-w-80"
          help={help}
        />
      );
    case "address":
      return <Address setting={setting} placeholder={field.placeholder} meta={meta} remove={remove} />;
    case "line":
      return <Line setting={setting} maxLength={field.maxLength} meta={meta} />;
  }
}

function Line({ setting, maxLength, meta }: Omit<SettingFieldProps, "remove"> & { maxLength: number }) {
  const { key, label, suggestions } = setting;
  const list = suggestions.length > 0 ? `${key}-list` : undefined;
  return (
    <>
      <InputField
        meta={meta}
        label={label}
        maxLength={maxLength}
        autoComplete="off"
        list={list}
        className="sm:max-w-md"
        help={<SettingNote setting={setting} />}
      />
      {list && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}

function Choices({ setting, options, meta }: Omit<SettingFieldProps, "remove"> & { options: readonly string[] }) {
  const errors = useFieldErrors(meta);
  return (
    <fieldset>
      <legend className="font-medium">{setting.label}</legend>
      <div className="flex flex-wrap gap-x-5">
        {getCollectionProps(meta, { type: "checkbox", options: [...options] }).map(({ key, ...props }) => (
          <Checkbox key={key} {...props} label={props.value} />
        ))}
      </div>
      {errors && <FieldError id={meta.errorId} errors={errors} />}
      <p className="mt-1 text-small text-text-muted">
        <SettingNote setting={setting} />
      </p>
    </fieldset>
  );
}

/** A credential can be set, replaced or taken away, and not read. */
function Address({ setting, placeholder, meta, remove }: SettingFieldProps & { placeholder: string }) {
  const { label, shown, leadsTo } = setting;
  return (
    <div className="flex flex-col gap-1">
      <InputField
        meta={meta}
        label={label}
        type="url"
        optional
        autoComplete="off"
        placeholder={placeholder}
        help={
          <>
            {shown && `Set: ${addressWords(shown)}. A new one replaces it; left empty, it stays. `}
            <SettingNote setting={setting} />
          </>
        }
      />
      {leadsTo && <SendTest channel={leadsTo} label={label} />}
      {shown && remove && <CheckboxField meta={remove} label={`Remove the ${label}`} />}
    </div>
  );
}
