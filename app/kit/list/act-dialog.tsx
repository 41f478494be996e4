import { useId } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { CommandId } from "../forms/command-id.tsx";
import { FormFailure } from "../forms/form-failure.tsx";
import { useAct } from "../forms/use-act.ts";
import ActReport from "./act-report.tsx";
import type { Acted } from "./acted.ts";
import { type Chosen, formIds, type RowAct, whatOf } from "./row-act.ts";

export interface ActDialogProps<Row> {
  act: RowAct<Row>;
  asks: NonNullable<RowAct<Row>["asks"]>;
  /** As they were when the dialog opened: rows that leave the list meanwhile stay part of it and of the report. */
  chosen: Chosen<Row>;
  onClose: () => void;
  onDone: () => void;
}

/** Asks what an act needs to know; then says what was done and what was not. */
export default function ActDialog<Row>(props: ActDialogProps<Row>) {
  const { act, asks, chosen, onClose, onDone } = props;
  const { rows } = chosen;
  const form = useId();
  const sending = useAct<Acted>(undefined, {
    quiet: true,
    onAnswer(acted) {
      if (!acted.ok) return;
      toast(acted.message);
      onDone();
      onClose();
    },
  });
  const { fetcher, answer } = sending;
  const what = whatOf(chosen);
  if (answer && answer.notDone.length > 0)
    return <ActReport answer={answer} chosen={chosen} onClose={onClose} onDone={onDone} />;
  const refusal = asks.refusal?.(rows);
  if (refusal)
    return (
      <Dialog
        open
        onClose={onClose}
        title={asks.title(what)}
        size="small"
        footer={<Button onClick={onClose}>Back to the list</Button>}
      >
        <p>{refusal}</p>
      </Dialog>
    );
  const problem =
    answer && !answer.ok
      ? Object.values(answer.fields ?? {})
          .flat()
          .join(" ") || answer.message
      : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={asks.title(what)}
      size="small"
      focusField
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton
            form={form}
            fetcher={fetcher}
            variant={asks.danger ? "danger" : "primary"}
            pendingLabel="Saving…"
          >
            {asks.verb(what)}
          </SubmitButton>
        </>
      }
    >
      <fetcher.Form id={form} method="post" className="flex flex-col gap-4">
        <CommandId answer={answer} />
        <FormFailure of={sending} />
        <input type="hidden" name="act" value={act.name} />
        {formIds(chosen).map((id) => (
          <input key={id} type="hidden" name="ids" value={id} />
        ))}
        {asks.fields(rows)}
        {problem && (
          <p role="alert" className="text-danger-text">
            {problem}
          </p>
        )}
      </fetcher.Form>
    </Dialog>
  );
}
