import { forwardRef } from "react";
import { cx } from "#app/lib/cx.ts";
import type { CheckboxProps } from "./controls.tsx";

/** On or off, at once: for what holds from now on. What a form sends with the rest is a `Checkbox`. */
export const Switch = forwardRef<HTMLInputElement, CheckboxProps>(function Switch(
  { label, help, labelHidden = false, className, ...rest },
  ref,
) {
  return (
    <label className={cx("inline-flex min-h-11 items-start gap-3 py-2.5 sm:min-h-9 sm:py-2", className)}>
      <input
        {...rest}
        ref={ref}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is on
        role="switch"
        className={cx(
          "relative h-5.5 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-border-strong bg-surface-sunken transition-colors",
          "before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-border-strong before:transition-transform",
          "checked:border-accent checked:bg-accent checked:before:translate-x-4.5 checked:before:bg-on-accent",
          "disabled:cursor-not-allowed disabled:opacity-55 forced-colors:appearance-auto",
        )}
      />
      <span className={labelHidden ? "sr-only" : undefined}>
        {label}
        {help && <span className="block text-small text-text-muted">{help}</span>}
      </span>
    </label>
  );
});
