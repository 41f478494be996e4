import type { FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { errorId, FieldError } from "./field.tsx";
import { useFieldErrors } from "./form-errors.tsx";

export interface RadioCard {
  value: string;
  label: ReactNode;
  /** What choosing it means. */
  help?: ReactNode;
}

export interface RadioCardsProps {
  meta: FieldMetadata<string>;
  label: ReactNode;
  options: readonly RadioCard[];
  className?: string;
}

/** One of a few, each explained: for a choice that has consequences. Of many, a `SelectField` or a `ComboboxField`. */
export function RadioCards({ meta, label, options, className = "sm:grid-cols-2" }: RadioCardsProps) {
  const errors = useFieldErrors(meta);
  return (
    <fieldset key={meta.key} aria-describedby={errors ? errorId(meta.id) : undefined}>
      <legend className="mb-1 font-medium">{label}</legend>
      {errors && <FieldError id={errorId(meta.id)} errors={errors} />}
      <div className={cx("mt-1 grid gap-1.5", className)}>
        {options.map((option, index) => (
          <label
            key={option.value}
            className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded-md border border-border-strong p-2.5 hover:bg-surface-sunken has-checked:border-accent has-checked:bg-success-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              id={index === 0 ? meta.id : undefined}
              type="radio"
              name={meta.name}
              form={meta.formId}
              value={option.value}
              defaultChecked={meta.initialValue === option.value}
              aria-invalid={errors ? true : undefined}
              className="mt-1 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="flex min-w-0 flex-col items-start gap-1">
              {option.label}
              {option.help && <span className="text-small text-text-muted">{option.help}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
