import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";

const control =
  "block w-full rounded-md border border-border-strong bg-surface-raised px-3 text-text placeholder:text-text-muted " +
  "aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger disabled:opacity-60";

export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(function Input(
  { className, ...rest },
  ref,
) {
  // Text runs the way its own script does.
  return <input dir="auto" {...rest} ref={ref} className={cx(control, "min-h-11 py-1.5 sm:min-h-9", className)} />;
});

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(function Textarea(
  { className, rows = 4, ...rest },
  ref,
) {
  // Grows with the text where the browser can; `rows` is where it starts.
  return (
    <textarea
      dir="auto"
      {...rest}
      ref={ref}
      rows={rows}
      className={cx(control, "field-sizing-content min-h-24 py-2", className)}
    />
  );
});

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  options: readonly SelectOption[];
  /** The choice of nothing: "Nobody", "Any severity". */
  emptyLabel?: string;
}

export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
  { options, emptyLabel, className, ...rest },
  ref,
) {
  return (
    <span className="relative block">
      <select {...rest} ref={ref} className={cx(control, "min-h-11 appearance-none py-1.5 pr-9 sm:min-h-9", className)}>
        {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-text-muted"
      />
    </span>
  );
});

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  label: ReactNode;
  help?: ReactNode;
  labelHidden?: boolean;
}

export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, help, labelHidden = false, className, ...rest },
  ref,
) {
  return (
    <label className={cx("inline-flex min-h-11 items-start gap-2.5 py-2.5 sm:min-h-0 sm:py-1", className)}>
      <input {...rest} ref={ref} type="checkbox" className="mt-0.5 size-4.5 shrink-0 accent-accent sm:size-4" />
      <span className={labelHidden ? "sr-only" : undefined}>
        {label}
        {help && <span className="block text-small text-text-muted">{help}</span>}
      </span>
    </label>
  );
});
