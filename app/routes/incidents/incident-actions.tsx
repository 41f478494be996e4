import { lazy, Suspense, useState } from "react";
import { actionOf } from "#app/components/incident/use-incident-action.ts";
import { Button, type ButtonProps } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import type { IncidentDetail } from "./detail-data.server.ts";

const loadMove = () => import("./move-dialog.tsx");
const MoveDialog = lazy(loadMove);

export interface IncidentActionsProps {
  detail: IncidentDetail;
  /** What is being sent. */
  intent: unknown;
  onAcknowledge: () => void;
  send: (id: string, intent: string) => void;
}

/** One thing to do first, by status; on phones it is the widest and lies under the thumb. */
export function IncidentActions({ detail, intent, onAcknowledge, send }: IncidentActionsProps) {
  const [asking, setAsking] = useState<"resolve" | "reopen" | null>(null);
  const { id, status, needsAcknowledgement } = detail.incident;
  const startFirst = status === "acknowledged" && !needsAcknowledgement;
  const resolveFirst = status === "in_progress" && !needsAcknowledgement;
  const ask = (what: "resolve" | "reopen") => ({
    onClick: () => setAsking(what),
    onPointerEnter: loadMove,
    onFocus: loadMove,
    className: "max-lg:flex-1",
  });
  return (
    <>
      {needsAcknowledgement && (
        <Act
          id={id}
          intent="acknowledge"
          onAct={onAcknowledge}
          variant="primary"
          size="large"
          pending={intent === "acknowledge"}
          className="max-lg:order-last max-lg:w-full lg:order-last"
        >
          <Icon name="check" className="size-4" />
          Acknowledge
          <span className="max-lg:hidden">
            <Kbd keys="a" />
          </span>
        </Act>
      )}
      {(status === "open" || status === "acknowledged") && (
        <Act
          id={id}
          intent="start"
          onAct={() => send(id, "start")}
          variant={startFirst ? "primary" : "secondary"}
          size={startFirst ? "large" : "normal"}
          pending={intent === "start"}
          className="self-center max-lg:flex-1"
        >
          <Icon name="play" className="size-4" />
          Start work
        </Act>
      )}
      {status === "resolved" ? (
        <Button {...ask("reopen")}>
          <Icon name="rotate-ccw" className="size-4" />
          Reopen
        </Button>
      ) : (
        <Button
          {...ask("resolve")}
          variant={resolveFirst ? "primary" : "secondary"}
          size={resolveFirst ? "large" : "normal"}
          className="self-center max-lg:flex-1"
        >
          Resolve
        </Button>
      )}
      {asking && (
        <Suspense>
          <MoveDialog move={asking} detail={detail} onClose={() => setAsking(null)} />
        </Suspense>
      )}
    </>
  );
}

interface ActProps extends ButtonProps {
  id: string;
  intent: string;
  onAct: () => void;
}

/** A form of one button: whoever is woken by a page can answer it before the script has come, or without any. */
function Act({ id, intent, onAct, ...button }: ActProps) {
  return (
    <form
      method="post"
      action={actionOf(id)}
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        onAct();
      }}
    >
      <input type="hidden" name="intent" value={intent} />
      <Button {...button} type="submit" />
    </form>
  );
}
