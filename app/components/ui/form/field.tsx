import type { ReactNode } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";

export const errorId = (id: string) => `${id}-error`;
export const helpId = (id: string) => `${id}-help`;

export interface FieldProps {
  /** Of the control inside; its error and help are tied to it by `errorId(id)` and `helpId(id)`. */
  id: string;
  label: ReactNode;
  help?: ReactNode;
  errors?: string[] | undefined;
  /** Fields are expected unless they say this. */
  optional?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label above, help below, error beside (below where there is no room). */
export function Field({ id, label, help, errors, optional, className, children }: FieldProps) {
  const wrong = errors !== undefined && errors.length > 0;
  return (
    <div className={cx("@container", className)}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional && <span className="font-normal text-text-muted"> (optional)</span>}
      </label>
      <div className={cx("grid gap-x-3 gap-y-1", wrong && "@xl:grid-cols-[minmax(0,1fr)_14rem]")}>
        <div>{children}</div>
        {wrong && <FieldError id={errorId(id)} errors={errors} />}
      </div>
      {help && (
        <p id={helpId(id)} className="mt-1 text-small text-text-muted">
          {help}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, errors }: { id: string; errors: string[] }) {
  return (
    <p id={id} className="flex items-start gap-1.5 self-center text-small text-danger-text">
      <Icon name="circle-alert" className="mt-0.5 size-3.5 shrink-0" />
      <span>{errors.join(" ")}</span>
    </p>
  );
}

/** What `aria-describedby` of a control in a `Field` should be. */
export const describedBy = (id: string, { help, errors }: { help?: ReactNode; errors?: string[] | undefined }) =>
  [errors && errors.length > 0 && errorId(id), help && helpId(id)].filter(Boolean).join(" ") || undefined;
