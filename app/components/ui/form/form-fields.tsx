import { type FieldMetadata, getInputProps, getSelectProps, getTextareaProps } from "@conform-to/react";
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { Checkbox, Input, Select, type SelectOption, Textarea } from "./controls.tsx";
import { describedBy, Field, FieldError } from "./field.tsx";

interface Common<T> {
  /** `fields.title` of conform's `useForm`. */
  meta: FieldMetadata<T>;
  label: ReactNode;
  help?: ReactNode;
  optional?: boolean;
  className?: string;
}

type Own = "form" | "name" | "id" | "className" | "defaultValue";

function frame<T>({ meta, label, help, optional, className }: Common<T>) {
  return { id: meta.id, label, help, optional, className, errors: meta.errors };
}

type TextType =
  | "text"
  | "email"
  | "password"
  | "search"
  | "tel"
  | "url"
  | "number"
  | "date"
  | "time"
  | "datetime-local";

export type InputFieldProps<T> = Common<T> &
  Omit<InputHTMLAttributes<HTMLInputElement>, Own | "type"> & {
    type?: TextType;
  };

export function InputField<T>({ meta, label, help, optional, className, type = "text", ...rest }: InputFieldProps<T>) {
  const { key, ...props } = getInputProps(meta, { type });
  return (
    <Field {...frame({ meta, label, help, optional, className })}>
      <Input key={key} {...rest} {...props} aria-describedby={describedBy(meta.id, { help, errors: meta.errors })} />
    </Field>
  );
}

export type TextareaFieldProps<T> = Common<T> & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>;

export function TextareaField<T>({ meta, label, help, optional, className, ...rest }: TextareaFieldProps<T>) {
  const { key, ...props } = getTextareaProps(meta);
  return (
    <Field {...frame({ meta, label, help, optional, className })}>
      <Textarea key={key} {...rest} {...props} aria-describedby={describedBy(meta.id, { help, errors: meta.errors })} />
    </Field>
  );
}

export type SelectFieldProps<T> = Common<T> &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, Own> & {
    options: readonly SelectOption[];
    emptyLabel?: string;
  };

export function SelectField<T>({ meta, label, help, optional, className, ...rest }: SelectFieldProps<T>) {
  const { key, ...props } = getSelectProps(meta);
  return (
    <Field {...frame({ meta, label, help, optional, className })}>
      <Select key={key} {...rest} {...props} aria-describedby={describedBy(meta.id, { help, errors: meta.errors })} />
    </Field>
  );
}

export type CheckboxFieldProps<T> = Omit<Common<T>, "optional">;

export function CheckboxField<T>({ meta, label, help, className }: CheckboxFieldProps<T>) {
  const { key, ...props } = getInputProps(meta, { type: "checkbox" });
  return (
    <div className={className}>
      <Checkbox key={key} {...props} label={label} help={help} />
      {meta.errors && <FieldError id={meta.errorId} errors={meta.errors} />}
    </div>
  );
}
