import { type FieldMetadata, getInputProps, getSelectProps, getTextareaProps } from "@conform-to/react";
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { Checkbox, Input, Select, type SelectOption, Textarea } from "./controls.tsx";
import { describedBy, Field, FieldError } from "./field.tsx";
import { useFieldErrors } from "./form-errors.tsx";

export interface Common<T> {
  /** `fields.title` of conform's `useForm`. */
  meta: FieldMetadata<T>;
  label: ReactNode;
  help?: ReactNode;
  optional?: boolean;
  className?: string;
}

type Own = "form" | "name" | "id" | "className" | "defaultValue";

/** What a field around its control needs, and the control's `aria-describedby`. */
export function useFrame<T>({ meta, label, help, optional, className }: Common<T>) {
  const errors = useFieldErrors(meta);
  return {
    frame: { id: meta.id, label, help, optional, className, errors },
    describedBy: describedBy(meta.id, { help, errors }),
  };
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
  const field = useFrame({ meta, label, help, optional, className });
  const { key, ...props } = getInputProps(meta, { type });
  return (
    <Field {...field.frame}>
      <Input key={key} {...rest} {...props} aria-describedby={field.describedBy} />
    </Field>
  );
}

export type TextareaFieldProps<T> = Common<T> & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>;

export function TextareaField<T>({ meta, label, help, optional, className, ...rest }: TextareaFieldProps<T>) {
  const field = useFrame({ meta, label, help, optional, className });
  const { key, ...props } = getTextareaProps(meta);
  return (
    <Field {...field.frame}>
      <Textarea key={key} {...rest} {...props} aria-describedby={field.describedBy} />
    </Field>
  );
}

export type SelectFieldProps<T> = Common<T> &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, Own> & {
    options: readonly SelectOption[];
    emptyLabel?: string;
  };

export function SelectField<T>({ meta, label, help, optional, className, ...rest }: SelectFieldProps<T>) {
  const field = useFrame({ meta, label, help, optional, className });
  const { key, ...props } = getSelectProps(meta);
  return (
    <Field {...field.frame}>
      <Select key={key} {...rest} {...props} aria-describedby={field.describedBy} />
    </Field>
  );
}

export type CheckboxFieldProps<T> = Omit<Common<T>, "optional">;

export function CheckboxField<T>({ meta, label, help, className }: CheckboxFieldProps<T>) {
  const { key, ...props } = getInputProps(meta, { type: "checkbox" });
  const errors = useFieldErrors(meta);
  return (
    <div className={className}>
      <Checkbox key={key} {...props} label={label} help={help} />
      {errors && <FieldError id={meta.errorId} errors={errors} />}
    </div>
  );
}
