import { lazy, type ReactNode, Suspense, useState } from "react";
import { peopleWords } from "#app/components/incident/cells.tsx";
import { channelsWords, gapWords } from "#app/components/incident/paging-words.ts";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { ClockTime, Countdown } from "#app/components/ui/time.tsx";
import { cx } from "#app/lib/cx.ts";
import { toMs } from "#app/lib/time.ts";
import { allFired } from "#packages/escalations/rules.ts";
import { isActive } from "#packages/incidents/rules.ts";
import type { DetailIncident, Escalation, IncidentDetail } from "./detail-data.server.ts";

const loadConfirm = () => import("./escalate-dialog.tsx");
const EscalateDialog = lazy(loadConfirm);

interface NextPageBarProps {
  incident: DetailIncident;
  escalation: Escalation;
  /** Until when somebody has it: when nobody renews it, the next tier is paged. */
  acknowledgement: IncidentDetail["acknowledgement"];
  /** An acknowledgement is on its way: what it stops no longer counts down. */
  stopping: boolean;
  onEscalate: () => void;
  escalating: boolean;
}

/** What happens if nobody acts, or why nothing more will: the same for all who look, at the same moment. */
export function NextAlertBar({
  incident,
  escalation,
  acknowledgement,
  stopping,
  onEscalate,
  escalating,
}: NextPageBarProps) {
  const [asking, setAsking] = useState(false);
  const mayEscalate = useCan("escalations.run") && isActive(incident.status);
  const { next } = escalation;
  const running = next !== null && !stopping;
  const gap = running && next.gap ? gapWords(next.trail) : null;
  const icon = running ? "hourglass" : isActive(incident.status) ? "siren" : "bell-off";
  return (
    <section
      aria-label="Next page"
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-4 py-3",
        running ? "border-warning bg-warning-soft" : "border-border bg-surface-sunken/60",
      )}
    >
      <Icon name={icon} className={cx("size-5 shrink-0", running ? "text-warning-text" : "text-text-muted")} />
      <div className="min-w-0 flex-1 basis-56">
        {running ? (
          <p>
            Next: tier {next.tier}
            {next.round > 1 && `, round ${next.round}`}, <strong>{peopleWords(next.people)}</strong>,{" "}
            {channelsWords(next.channels)},{" "}
            <span className="whitespace-nowrap">
              in <Countdown dueAt={toMs(next.dueAt)} className="text-title" />
            </span>
          </p>
        ) : (
          <p className="text-text">{stopping ? "Stopping…" : quietWords(incident, escalation, acknowledgement)}</p>
        )}
        {gap && <p className="text-small text-warning-text">{gap}</p>}
      </div>
      {mayEscalate && (
        <Button size="small" pending={escalating} onClick={() => setAsking(true)} onPointerEnter={loadConfirm}>
          Escalate now
        </Button>
      )}
      {asking && (
        <Suspense>
          <EscalateDialog
            number={incident.number}
            next={next}
            had={incident.status !== "open"}
            onClose={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              onEscalate();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

function quietWords(
  incident: DetailIncident,
  { runs }: Escalation,
  acknowledgement: IncidentDetail["acknowledgement"],
): ReactNode {
  const last = runs.at(-1);
  if (!last) return `No escalation chain fits ${incident.severity}, so nobody is paged by itself.`;
  const why = last.endedWhy ?? "the chain is switched off";
  const waits = incident.needsAcknowledgement ? " Nobody has acknowledged yet." : "";
  if (last.state === "exhausted" && why === allFired) return `Every tier has fired. Nobody else will be paged.${waits}`;
  if (acknowledgement)
    return (
      <>
        Nobody else will be paged before <ClockTime at={acknowledgement.until} />: {why}. Then the next tier is, unless
        somebody still has it.
      </>
    );
  return `Nobody else will be paged: ${why}.${waits}`;
}
