import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { DeleteRecord } from "#app/kit/delete-record.tsx";
import { ProcessZone } from "#app/lib/clock.tsx";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useSettling } from "#app/live/use-settling.ts";
import { isActive } from "#packages/incidents/rules.ts";
import { CommentForm } from "./comment-form.tsx";
import type { Escalation, IncidentDetail } from "./detail-data.server.ts";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentFacts, IncidentTexts } from "./incident-fields.tsx";
import { IncidentFrame } from "./incident-frame.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { SituationBar } from "./situation-bar.tsx";
import { Timeline } from "./timeline.tsx";
import { WhyPaged } from "./why-paged.tsx";

interface IncidentViewProps {
  detail: IncidentDetail;
  over: boolean;
  /** Why what was asked for was not done. */
  refusal: ReactNode;
}

/** What is broken, how bad, who has it, what happens next; then everything else. */
export function IncidentView({ detail, over, refusal }: IncidentViewProps) {
  const { incident, escalation, watchers, team } = detail;
  const { user } = useShell();
  const mayUpdate = useCan("incidents.update");
  const mayAudit = useCan("audit.view");
  const mayEscalate = useCan("escalations.run") && isActive(incident.status);
  const mayDelete = useCan("incidents.delete");
  const { send, intent } = useIncidentAction();
  useRevalidateOn({ entity: "incident", entityId: incident.id });
  useRevalidateOn({ entity: ["delivery", "chain", "on_call"] });
  useSettling(escalation && queuedPages(escalation));
  const acknowledge = () => send(incident.id, "acknowledge");
  useHotkeys(mayUpdate && incident.needsAcknowledgement ? { a: acknowledge } : {}, { inDialog: over });
  const escalate = (fired: number) => send(incident.id, "escalate", { seen: String(fired) });
  const actions = mayUpdate && (
    <IncidentActions detail={detail} intent={intent} onAcknowledge={acknowledge} send={send} />
  );
  return (
    <ProcessZone timeZone={detail.timeZone}>
      <IncidentFrame
        over={over}
        title={
          <>
            {incident.number}
            <span className="sr-only"> {incident.title}</span>
          </>
        }
        actions={actions}
      >
        {refusal}
        <IncidentHeader
          detail={detail}
          over={over}
          watching={watchers.some(({ id }) => id === user.id)}
          actions={!over && actions}
        />
        <div className="mt-3">
          <SituationBar
            detail={detail}
            intent={intent}
            onTake={mayUpdate ? acknowledge : undefined}
            onEscalate={escalation && mayEscalate ? () => escalate(escalation.fired) : undefined}
          />
        </div>
        <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
          <div className="min-w-0">
            <IncidentTexts incident={incident} />
          </div>
          <div className="min-w-0 lg:row-span-2">
            <IncidentFacts detail={detail} />
            {escalation && <WhyPaged escalation={escalation} team={team} active={isActive(incident.status)} />}
            {mayDelete && (
              <div className="mt-6 border-t border-border pt-3">
                <DeleteRecord what={incident.number}>
                  It leaves every list, search and count, and nobody is paged for it any more. Its number is not given
                  again. For 30 days an admin can bring it back, under Settings.
                </DeleteRecord>
              </div>
            )}
          </div>
          <section aria-labelledby="timeline" className="min-w-0">
            <div className="mb-3 flex items-baseline justify-between gap-3">
              <h2 id="timeline" className="font-semibold">
                Timeline
              </h2>
              {mayAudit && (
                <Link to={`/audit-log?entityId=${incident.id}`} className="text-small text-accent-text underline">
                  All changes
                </Link>
              )}
            </div>
            {mayUpdate && <CommentForm incident={incident} />}
            <Timeline incident={incident} latest={detail} team={team} />
          </section>
        </div>
      </IncidentFrame>
    </ProcessZone>
  );
}

/** The pages with a message on its way; null when there is none. */
function queuedPages({ runs }: Escalation): string | null {
  const queued = runs
    .flatMap(({ executions }) => executions)
    .filter(({ deliveries }) => deliveries.some(({ state }) => state === "queued"));
  return queued.map(({ id }) => id).join() || null;
}
