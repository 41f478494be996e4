import { Button } from "#app/components/ui/button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import type { BulkAnswer } from "./bulk.server.ts";
import type { ListedIncident } from "./list-columns.tsx";

interface BulkReportProps {
  answer: BulkAnswer;
  rows: ListedIncident[];
  onClose: () => void;
  onDone: () => void;
}

/** What was done and what was not, one by one: each incident is changed wholly or not at all. */
export function BulkReport({ answer: { message, done, failed }, rows, onClose, onDone }: BulkReportProps) {
  const numberOf = (id: string) => rows.find((row) => row.id === id)?.number ?? id;
  const close = () => {
    if (done > 0) onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={done > 0 ? message : "Nothing was changed"}
      description={`${failed.length} could not be changed and stayed as ${failed.length === 1 ? "it was" : "they were"}.`}
      footer={<Button onClick={close}>Close</Button>}
    >
      <ul className="flex flex-col divide-y divide-border">
        {failed.map(({ id, message: why }) => (
          <li key={id} className="flex flex-wrap gap-x-3 py-2">
            <span className="figures font-medium">{numberOf(id)}</span>
            <span className="min-w-0 flex-1 text-text-muted">{why}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
