import { useFetcher } from "@remix-run/react";
import { useEffect, useId, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import type { bulk } from "./bulk.server.ts";
import type { BulkAct } from "./bulk-acts.ts";
import { BulkFields, whyNot } from "./bulk-fields.tsx";
import { BulkReport } from "./bulk-report.tsx";
import type { ListedIncident } from "./list-columns.tsx";
import type { IncidentList } from "./list-data.server.ts";

const titles: Record<BulkAct, (what: string) => string> = {
  assign: (what) => `Assign ${what}`,
  tag: (what) => `Tag ${what}`,
  untag: (what) => `Take a tag off ${what}`,
  close: (what) => `Close ${what}?`,
};
const verbs: Record<BulkAct, string> = { assign: "Assign", tag: "Add tag", untag: "Remove tag", close: "Close" };

interface BulkDialogProps {
  act: BulkAct;
  rows: ListedIncident[];
  list: IncidentList;
  onClose: () => void;
  onDone: () => void;
}

export default function BulkDialog({ act, rows, list, onClose, onDone }: BulkDialogProps) {
  const formId = useId();
  const fetcher = useFetcher<typeof bulk>();
  // What was chosen when the dialog opened: rows that leave the list meanwhile stay part of the report.
  const [chosen] = useState(rows);
  const { state, data } = fetcher;
  const answer = state === "idle" ? data : undefined;
  useEffect(() => {
    if (!answer?.ok) return;
    toast(answer.message);
    onDone();
    onClose();
  }, [answer, onDone, onClose]);
  const what = chosen.length === 1 ? (chosen[0]?.number ?? "") : `${chosen.length} incidents`;
  if (answer && answer.failed.length > 0)
    return <BulkReport answer={answer} rows={chosen} onClose={onClose} onDone={onDone} />;
  const refusal = whyNot(act, chosen);
  if (refusal)
    return (
      <Dialog
        open
        onClose={onClose}
        title={titles[act](what)}
        size="small"
        footer={<Button onClick={onClose}>Back to the list</Button>}
      >
        <p>{refusal}</p>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={titles[act](what)}
      size="small"
      focusField
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton
            form={formId}
            fetcher={fetcher}
            variant={act === "close" ? "danger" : "primary"}
            pendingLabel="Saving…"
          >
            {`${verbs[act]}${act === "close" ? ` ${what}` : ""}`}
          </SubmitButton>
        </>
      }
    >
      <fetcher.Form id={formId} method="post" action="/incidents" className="flex flex-col gap-4">
        <input type="hidden" name="action" value={act} />
        {chosen.map(({ id, processId }) => (
          <input key={id} type="hidden" name="ids" value={`${processId}/${id}`} />
        ))}
        <BulkFields act={act} rows={chosen} list={list} />
        {answer && !answer.ok && (
          <p role="alert" className="text-danger-text">
            {answer.message}
          </p>
        )}
      </fetcher.Form>
    </Dialog>
  );
}
