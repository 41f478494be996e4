import { lazy, Suspense, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import type { BulkAct } from "./bulk-acts.ts";
import type { ListedIncident } from "./list-columns.tsx";
import type { IncidentList } from "./list-data.server.ts";

const load = () => import("./bulk-dialog.tsx");
const BulkDialog = lazy(load);

const labels: Record<BulkAct, string> = { assign: "Assign", tag: "Tag", untag: "Untag", close: "Close" };
const acts: BulkAct[] = ["assign", "tag", "untag", "close"];

export interface BulkActionsProps {
  rows: ListedIncident[];
  list: IncidentList;
  onDone: () => void;
}

export function BulkActions({ rows, list, onDone }: BulkActionsProps) {
  const [act, setAct] = useState<BulkAct | null>(null);
  return (
    <>
      {acts.map((each) => (
        <Button key={each} size="small" onClick={() => setAct(each)} onPointerEnter={load} onFocus={load}>
          {labels[each]}
        </Button>
      ))}
      {act && (
        <Suspense>
          <BulkDialog act={act} rows={rows} list={list} onClose={() => setAct(null)} onDone={onDone} />
        </Suspense>
      )}
    </>
  );
}
