import type { FieldMetadata } from "@conform-to/react";
import { type ReactElement, useRef, useState } from "react";

/** React notices what is typed, not what a script writes into `value`: this is both. */
function typeInto(input: HTMLInputElement, value: string) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * The value of a control that the platform doesn't have, in a field that is sent with the form and heard like any other: by
 * the form's own listeners, and by whatever fills it in again. Render `input` once; remount with the field's `key`.
 */
export function useHiddenField(
  meta: FieldMetadata<string>,
  initial = meta.initialValue ?? "",
): {
  value: string;
  set: (value: string) => void;
  input: ReactElement;
} {
  const [value, setValue] = useState(initial);
  const ref = useRef<HTMLInputElement>(null);
  return {
    value,
    set: (next) => ref.current && typeInto(ref.current, next),
    input: (
      <input
        ref={ref}
        type="text"
        hidden
        name={meta.name}
        form={meta.formId}
        defaultValue={initial}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
    ),
  };
}
