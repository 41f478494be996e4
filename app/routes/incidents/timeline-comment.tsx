import { useEffect, useRef } from "react";
import { ActForm } from "#app/components/incident/act-form.tsx";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Countdown } from "#app/components/ui/time.tsx";
import { cx } from "#app/lib/cx.ts";
import { toMs } from "#app/lib/time.ts";
import type { DetailIncident, TimelineEvent } from "./detail-data.server.ts";
import { Linked } from "./linked.tsx";

/** What somebody wrote. What a client reads, or is about to, looks different from what is the team's own. */
export function TimelineComment({ event, incident }: { event: TimelineEvent; incident: DetailIncident }) {
  const { text, visibility, heldUntil, commentId } = event.data ?? {};
  const external = visibility === "external";
  return (
    <div
      className={cx(
        "mt-1 rounded-md border px-3 py-2",
        external ? "border-warning bg-warning-soft" : "border-transparent bg-surface-sunken",
      )}
    >
      <p className="whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext]">
        <Linked text={String(text ?? "")} number={incident.number} />
      </p>
      {typeof heldUntil === "string" ? (
        <Held incidentId={incident.id} commentId={String(commentId)} heldUntil={heldUntil} authorId={event.actor.id} />
      ) : (
        external && <p className="mt-1 text-small text-warning-text">The client reads it</p>
      )}
    </div>
  );
}

interface HeldProps {
  incidentId: string;
  commentId: string;
  heldUntil: string;
  authorId: string | null;
}

/** Not with the client yet: anybody of the team can take it back. */
function Held({ incidentId, commentId, heldUntil, authorId }: HeldProps) {
  const ref = useRef<HTMLDivElement>(null);
  const mine = useShell().user.id === authorId;
  // Seconds are running, and on a phone the bars at the bottom could lie over the button.
  useEffect(() => {
    if (mine) ref.current?.scrollIntoView({ block: "nearest" });
  }, [mine]);
  const { send, pending } = useIncidentAction();
  const mayUpdate = useCan("incidents.update");
  return (
    <div
      ref={ref}
      className="mt-1 flex scroll-mb-64 flex-wrap items-center gap-x-3 gap-y-1 text-warning-text lg:scroll-mb-28"
    >
      <p>
        Goes to the client <Countdown dueAt={toMs(heldUntil)} />
      </p>
      {mayUpdate && (
        <ActForm
          id={incidentId}
          intent="withdraw"
          fields={{ commentId }}
          onAct={() => send(incidentId, "withdraw", { commentId })}
        >
          <Button type="submit" size="small" pending={pending} data-print="hide">
            Take it back
          </Button>
        </ActForm>
      )}
    </div>
  );
}
