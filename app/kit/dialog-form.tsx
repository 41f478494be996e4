import type { ReactNode } from "react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { ChangedMeanwhile } from "./forms/changed-meanwhile.tsx";
import { FormBody } from "./forms/form-body.tsx";
import type { FormState } from "./forms/use-form-page.ts";
import { useKeepProcess } from "./process-choice.tsx";
import { RouteDialog } from "./route-dialog.tsx";

export interface DialogFormProps<Theirs> {
  /** Of `useFormPage`. */
  of: FormState & { theirs: Theirs | null };
  title: string;
  description?: string;
  /** The page beneath; the process is kept. */
  back: string;
  submit: string;
  pendingLabel?: string;
  /** Somebody else's version, as it reads. */
  version?: (theirs: Theirs) => ReactNode;
  /** Below the form: another way, which is a form of its own. */
  after?: ReactNode;
  children: ReactNode;
}

/** A child route that is one form: a dialog over its parent's page, and without a script a section of it. */
export function DialogForm<Theirs>(props: DialogFormProps<Theirs>) {
  const { of, title, description, back, submit, pendingLabel = "Saving…", version, after, children } = props;
  const closeTo = useKeepProcess()(back);
  return (
    <RouteDialog title={title} {...(description && { description })} closeTo={closeTo} size="small" focusField>
      <div className="flex flex-col gap-4">
        {of.theirs !== null && <ChangedMeanwhile onTake={of.take}>{version?.(of.theirs)}</ChangedMeanwhile>}
        <FormBody of={of}>{children}</FormBody>
        <div className="flex flex-wrap gap-2">
          <SubmitButton form={of.form.id} pendingLabel={pendingLabel}>
            {submit}
          </SubmitButton>
          <ButtonLink to={closeTo} preventScrollReset>
            Cancel
          </ButtonLink>
        </div>
        {after}
      </div>
    </RouteDialog>
  );
}
