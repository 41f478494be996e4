import { InputField, type InputFieldProps } from "./form-fields.tsx";

export type DateTimeFieldProps = Omit<InputFieldProps<string>, "type" | "help"> & {
  /** Whose clock it is by: the process's, as a rule. */
  timeZone: string;
  help?: string;
};

/**
 * A day and a time by the clock of `timeZone`, which it says and sends beside it as `<name>Zone`: the page may be open where
 * another clock hangs. The server reads both with `wallTime`.
 */
export function DateTimeField({ timeZone, help, ...rest }: DateTimeFieldProps) {
  const { name, formId } = rest.meta;
  return (
    <>
      <InputField
        {...rest}
        type="datetime-local"
        help={[help, `By the clock of ${timeZone}.`].filter(Boolean).join(" ")}
      />
      <input type="hidden" name={`${name}Zone`} form={formId} value={timeZone} />
    </>
  );
}
