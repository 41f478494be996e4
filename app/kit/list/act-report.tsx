import { Button } from "#app/components/ui/button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import type { Acted } from "./acted.ts";
import type { Chosen } from "./row-act.ts";

export interface ActReportProps<Row> {
  answer: Acted;
  chosen: Chosen<Row>;
  onClose: () => void;
  onDone: () => void;
}

/** What was done and what was not, one by one: each row is changed wholly or not at all. */
export default function ActReport<Row>({ answer, chosen, onClose, onDone }: ActReportProps<Row>) {
  const { message, done, notDone } = answer;
  const nameOf = (id: string) => {
    const row = chosen.rows.find((one) => chosen.rowId(one) === id);
    return row ? chosen.nameOf(row) : id;
  };
  const close = () => {
    if (done > 0) onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={done > 0 ? message : "Nothing was changed"}
      description={`${notDone.length} could not be changed and stayed as ${notDone.length === 1 ? "it was" : "they were"}.`}
      footer={<Button onClick={close}>Close</Button>}
    >
      <ul className="flex flex-col divide-y divide-border">
        {notDone.map(({ id, message: why }) => (
          <li key={id} className="flex flex-wrap gap-x-3 py-2 wrap-anywhere">
            <span className="figures font-medium">{nameOf(id)}</span>
            <span className="min-w-0 flex-1 text-text-muted">{why}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
