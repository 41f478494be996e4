import { Check, Play, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import type { IncidentDetail } from "#app/routes/incidents/detail-data.server.ts";

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
  const { id, status } = detail.incident;
  const ask = (what: "resolve" | "reopen") => ({
    onClick: () => setAsking(what),
    onPointerEnter: loadMove,
    onFocus: loadMove,
    className: "max-lg:flex-1",
  });
  return (
    <>
      {status === "open" && (
        <Button
          variant="primary"
          size="large"
          pending={intent === "acknowledge"}
          onClick={onAcknowledge}
          className="max-lg:order-last max-lg:w-full lg:order-last"
        >
          <Check aria-hidden="true" className="size-4" />
          Acknowledge
          <span className="max-lg:hidden">
            <Kbd keys="a" />
          </span>
        </Button>
      )}
      {(status === "open" || status === "acknowledged") && (
        <Button
          variant={status === "acknowledged" ? "primary" : "secondary"}
          size={status === "acknowledged" ? "large" : "normal"}
          pending={intent === "start"}
          onClick={() => send(id, "start")}
          className="self-center max-lg:flex-1"
        >
          <Play aria-hidden="true" className="size-4" />
          Start work
        </Button>
      )}
      {status === "resolved" ? (
        <Button {...ask("reopen")}>
          <RotateCcw aria-hidden="true" className="size-4" />
          Reopen
        </Button>
      ) : (
        <Button
          {...ask("resolve")}
          variant={status === "in_progress" ? "primary" : "secondary"}
          size={status === "in_progress" ? "large" : "normal"}
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
