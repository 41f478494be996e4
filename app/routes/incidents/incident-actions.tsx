import { type ReactNode, useState } from "react";
import { ActForm } from "#app/components/incident/act-form.tsx";
import { useSteadyTaps } from "#app/components/incident/use-steady-taps.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import { Later, later } from "#app/components/ui/later.tsx";
import type { IncidentDetail } from "./detail-data.server.ts";
import type { MoveDialogProps } from "./move-dialog.tsx";

const moveDialog = later<MoveDialogProps>(() => import("./move-dialog.tsx"));

export interface IncidentActionsProps {
  detail: IncidentDetail;
  /** What is being sent. */
  intent: unknown;
  onAcknowledge: () => void;
  send: (id: string, intent: string) => void;
}

/**
 * Three places that stay where they are: whose it is, work, end. What was done is said in the place of its button, so that
 * the next one does not come to lie under the thumb; on phones the first is the widest, at the bottom.
 */
export function IncidentActions({ detail, intent, onAcknowledge, send }: IncidentActionsProps) {
  const [asking, setAsking] = useState<"resolve" | "reopen" | null>(null);
  const close = () => setAsking(null);
  const { id, status, needsAcknowledgement } = detail.incident;
  const isOver = status === "resolved";
  // Only then another button takes their place.
  const steady = useSteadyTaps(String(isOver));
  const ask = (what: "resolve" | "reopen") => ({
    onClick: () => setAsking(what),
    onPointerEnter: moveDialog.ahead,
    onFocus: moveDialog.ahead,
  });
  const wide = needsAcknowledgement ? "secondary" : "primary";
  return (
    <>
      <div className="grid w-full grid-cols-2 gap-2 lg:flex lg:w-auto lg:items-center" {...steady}>
        {isOver ? (
          <Button {...ask("reopen")} className="max-lg:col-span-2">
            <Icon name="rotate-ccw" className="size-4" />
            Reopen
          </Button>
        ) : (
          <>
            {status === "in_progress" ? (
              <Done icon="play">In progress</Done>
            ) : (
              <ActForm id={id} intent="start" onAct={() => send(id, "start")}>
                <Button
                  type="submit"
                  variant={status === "acknowledged" ? wide : "secondary"}
                  pending={intent === "start"}
                >
                  <Icon name="play" className="size-4" />
                  Start work
                </Button>
              </ActForm>
            )}
            <Button {...ask("resolve")} variant={status === "in_progress" ? wide : "secondary"}>
              Resolve
            </Button>
            <div className="order-last max-lg:col-span-2 max-lg:grid">
              {needsAcknowledgement ? (
                <ActForm id={id} intent="acknowledge" onAct={onAcknowledge}>
                  <Button type="submit" variant="primary" size="large" pending={intent === "acknowledge"}>
                    <Icon name="check" className="size-4" />
                    Acknowledge
                    <span className="max-lg:hidden">
                      <Kbd keys="a" />
                    </span>
                  </Button>
                </ActForm>
              ) : (
                <Taken detail={detail} />
              )}
            </div>
          </>
        )}
      </div>
      {asking && <Later part={moveDialog} props={{ move: asking, detail, onClose: close }} onMissing={close} />}
    </>
  );
}

function Taken({ detail: { incident, acknowledgement } }: { detail: IncidentDetail }) {
  const { user } = useShell();
  const { assignedToId, assigneeName } = incident;
  const who = acknowledgement?.holder.name ?? assigneeName ?? "Somebody";
  return <Done icon="circle-check">{assignedToId === user.id ? "You have it" : `${who} has it`}</Done>;
}

/** As tall as the button that stood here. */
function Done({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <p className="inline-flex min-h-11 min-w-0 items-center justify-center gap-2 px-3 font-medium text-success-text lg:min-h-9">
      <Icon name={icon} className="size-4 shrink-0" />
      <span className="truncate">{children}</span>
    </p>
  );
}
