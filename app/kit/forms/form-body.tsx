import { getFormProps } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { FormErrors } from "#app/components/ui/form/form-errors.tsx";
import { CommandIdField } from "./command-id.tsx";
import { DraftNote } from "./draft-note.tsx";
import { FormFailure } from "./form-failure.tsx";
import type { FormState } from "./use-form-page.ts";

export interface FormBodyProps {
  /** Of `useFormPage`. */
  of: FormState;
  children: ReactNode;
}

/** A form with what keeps its text, above its fields; the buttons are for whatever it lies in. */
export function FormBody({ of: { form, reply, commandId, draft, version }, children }: FormBodyProps) {
  return (
    <Form method="post" preventScrollReset {...getFormProps(form as never)} className="flex flex-col gap-5">
      {/* What Enter presses: else it would be the first button of a list, which may be disabled. */}
      <button type="submit" hidden />
      <CommandIdField id={commandId} />
      {version !== null && <input type="hidden" name="version" value={version} />}
      <DraftNote at={draft.at} onDiscard={draft.discard} />
      <FormFailure of={reply} />
      <FormErrors form={form}>{children}</FormErrors>
    </Form>
  );
}
