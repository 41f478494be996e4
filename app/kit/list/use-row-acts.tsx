import { type ReactNode, useCallback, useState } from "react";
import { useShell } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Later, later } from "#app/components/ui/later.tsx";
import { useAct } from "../forms/use-act.ts";
import type { ActDialogProps } from "./act-dialog.tsx";
import type { ActReportProps } from "./act-report.tsx";
import type { Acted } from "./acted.ts";
import { type Chosen, formIds, type RowAct } from "./row-act.ts";

// What kind of rows they are makes no difference to the parts themselves.
const actDialog = later<ActDialogProps<unknown>>(() => import("./act-dialog.tsx"));
const actReport = later<ActReportProps<unknown>>(() => import("./act-report.tsx"));

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
      onPointerEnter={actDialog.ahead}
      onFocus={actDialog.ahead}
    >
      {act.label}
    </Button>
  ));
  const asks = begun?.act.asks;
  const dialog = begun && (
    <>
      {asks && <Later part={actDialog} props={{ ...begun, asks, onClose: close, onDone }} onMissing={close} />}
      {!asks && atOnce.answer && !atOnce.answer.ok && (
        <Later
          part={actReport}
          props={{ answer: atOnce.answer, chosen: begun.chosen, onClose: close, onDone }}
          onMissing={close}
        />
      )}
    </>
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
