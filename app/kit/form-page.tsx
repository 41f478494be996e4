import type { ReactNode } from "react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { ChangedMeanwhile } from "./forms/changed-meanwhile.tsx";
import { FormBody } from "./forms/form-body.tsx";
import type { FormState } from "./forms/use-form-page.ts";
import { useKeepProcess } from "./process-choice.tsx";

interface FormPartsProps {
  /** Of `useFormPage`. */
  of: FormState;
  /** The verb: "Save chain". */
  submit: string;
  pendingLabel?: string;
  /** Where Cancel leads; the process is kept. */
  back?: string;
  /** At the right of the buttons. */
  beside?: ReactNode;
  children: ReactNode;
}

export interface FormPageProps<Theirs> extends FormPartsProps {
  of: FormState & { theirs: Theirs | null };
  title: string;
  subtitle?: string;
  filters?: ReactNode;
  /** Somebody else's version, as it reads. */
  version?: (theirs: Theirs) => ReactNode;
  before?: ReactNode;
  after?: ReactNode;
  /** The fields bring cards of their own. */
  cards?: boolean;
}

/** A page that is one form. */
export function FormPage<Theirs>(props: FormPageProps<Theirs>) {
  const { title, subtitle, filters, version, before, after, cards = false, ...parts } = props;
  const { theirs, take } = parts.of;
  const form = <FormParts {...parts} />;
  return (
    <Page title={title} subtitle={subtitle} filters={filters}>
      <div className="flex max-w-3xl flex-col gap-5">
        {before}
        {theirs !== null && <ChangedMeanwhile onTake={take}>{version?.(theirs)}</ChangedMeanwhile>}
        {cards ? form : <Card>{form}</Card>}
        {after}
      </div>
    </Page>
  );
}

function FormParts({ of, submit, pendingLabel = "Saving…", back, beside, children }: FormPartsProps) {
  const keep = useKeepProcess();
  return (
    <div>
      <FormBody of={of}>{children}</FormBody>
      {/* Outside of the form: what is asked about here in a dialog is a form of its own. */}
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <SubmitButton form={of.form.id} pendingLabel={pendingLabel}>
          {submit}
        </SubmitButton>
        {back && <ButtonLink to={keep(back)}>Cancel</ButtonLink>}
        {beside && <span className="ml-auto">{beside}</span>}
      </div>
    </div>
  );
}
