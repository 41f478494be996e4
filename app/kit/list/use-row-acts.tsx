import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useShell } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { useAct } from "../forms/use-act.ts";
import type { Acted } from "./acted.ts";
import { type Chosen, formIds, type RowAct } from "./row-act.ts";

const loadDialog = () => import("./act-dialog.tsx");
const ActDialog = lazy(loadDialog);
const ActReport = lazy(() => import("./act-report.tsx").then((part) => ({ default: part.ActReport })));

/**
 * Buttons for the bar of the selection, and the dialog of the one that was pressed. The dialog has a place of its own: the bar
 * goes when its rows do, and what is being written in the dialog must not go with it. `onDone` stays the same function.
 */
export function useRowActs<Row>(
  acts: readonly RowAct<Row>[],
  chosen: Chosen<Row>,
  onDone: () => void,
): { may: boolean; buttons: ReactNode; dialog: ReactNode } {
  const { permissions } = useShell();
  const [begun, setBegun] = useState<{ act: RowAct<Row>; chosen: Chosen<Row> } | null>(null);
  const close = useCallback(() => setBegun(null), []);
  const atOnce = useAtOnce(onDone, close);
  const allowed = acts.filter(({ permission }) => permissions.includes(permission));
  const begin = (act: RowAct<Row>) => {
    if (!act.asks) atOnce.send(act.name, formIds(chosen));
    setBegun({ act, chosen });
  };
  const buttons = allowed.map((act) => (
    <Button
      key={act.name}
      size="small"
      pending={!act.asks && atOnce.pending}
      onClick={() => begin(act)}
      onPointerEnter={loadDialog}
      onFocus={loadDialog}
    >
      {act.label}
    </Button>
  ));
  const asks = begun?.act.asks;
  const dialog = begun && (
    <Suspense>
      {asks && <ActDialog {...begun} asks={asks} onClose={close} onDone={onDone} />}
      {!asks && atOnce.answer && !atOnce.answer.ok && (
        <ActReport answer={atOnce.answer} chosen={begun.chosen} onClose={close} onDone={onDone} />
      )}
    </Suspense>
  );
  return { may: allowed.length > 0, buttons, dialog };
}

/** An act that needs no question: its answer is a toast, and where something was not done the report. */
function useAtOnce(onDone: () => void, onClose: () => void) {
  const { send, answer, pending } = useAct<Acted>(undefined, {
    onAnswer({ ok, message, notDone }) {
      if (notDone.length > 0) return;
      toast(message, ok ? {} : { tone: "danger" });
      if (ok) onDone();
      onClose();
    },
  });
  return {
    send: (act: string, ids: readonly string[]) => send({ act, ids: ids.join(",") }),
    answer,
    pending,
  };
}
