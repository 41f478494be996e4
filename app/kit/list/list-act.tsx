import type { ReactNode } from "react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "../forms/command-id.tsx";
import { FormFailure } from "../forms/form-failure.tsx";
import { useAct } from "../forms/use-act.ts";
import type { Acted } from "./acted.ts";

interface ListActProps {
  /** The act that the list's action knows. */
  name: string;
  pendingLabel: string;
  /** Whether there is anything to do it to: without it there is no button, and what the last press came to stays. */
  any: boolean;
  /** Icon and words of the button. */
  children: ReactNode;
}

/** An act on the whole list. Says beside the button what came of it. */
export function ListAct({ name, pendingLabel, any, children }: ListActProps) {
  const sending = useAct<Acted>(undefined, { quiet: true });
  const { fetcher, answer } = sending;
  if (!any && !answer) return null;
  return (
    <fetcher.Form method="post" className="flex flex-wrap items-center gap-3">
      <CommandId answer={answer} />
      <FormFailure of={sending} />
      <input type="hidden" name="act" value={name} />
      {any && (
        <SubmitButton fetcher={fetcher} pendingLabel={pendingLabel}>
          {children}
        </SubmitButton>
      )}
      <p role="status" className="text-text-muted">
        {answer?.ok && answer.message}
      </p>
      <FormError errors={answer && !answer.ok ? [answer.message] : undefined} />
    </fetcher.Form>
  );
}
