import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { allFired } from "#packages/escalations/rules.ts";
import { PageFired, PagePending } from "./alert-entry.tsx";
import type { Escalation, EscalationRun, IncidentDetail } from "./detail-data.server.ts";

interface WhyPagedProps {
  escalation: Escalation;
  team: IncidentDetail["team"];
  active: boolean;
}

/** "Why was I paged, why not": from the ordered record, newest run first. */
export function WhyPaged({ escalation: { runs }, team, active }: WhyPagedProps) {
  return (
    <section className="mt-6 border-t border-border pt-5">
      <h2 className="mb-2 font-semibold">Who was paged, and why</h2>
      {runs.length === 0 && (
        <p className="text-text-muted">
          Nobody was paged: no escalation chain fits.{active && " “Escalate now” can't help until there is one."}
        </p>
      )}
      <ol className="flex flex-col gap-5">
        {[...runs].reverse().map((run) => (
          <li key={run.id}>
            <Run run={run} team={team} />
          </li>
        ))}
      </ol>
    </section>
  );
}

const states = { running: "Running", stopped: "Stopped", exhausted: "Every tier fired" };
const stateWords = ({ state, endedWhy }: EscalationRun) =>
  state === "exhausted" && endedWhy !== allFired ? "Nothing left to fire" : states[state];

/** A chain that repeats has hundreds of pages to come. */
const pendingShown = 5;

const Pending = ({ pages }: { pages: EscalationRun["pending"] }) =>
  pages.map((page) => <PagePending key={`${page.round}.${page.tier}`} page={page} />);

function Run({ run, team }: { run: EscalationRun; team: IncidentDetail["team"] }) {
  const { chainId, chainName, startedAt, startedBy, state, endedAt, endedWhy, executions, pending, pendingTotal } = run;
  return (
    <>
      <h3 className="font-medium">
        {chainName} {chainId && <span className="font-normal text-text-muted">· {stateWords(run)}</span>}
      </h3>
      <p className="text-small text-text-muted">
        Started <AbsoluteTime at={startedAt} seconds />: {startedBy}.
      </p>
      <ol className="mt-2 flex flex-col gap-3 border-l-2 border-border pl-3">
        {executions.map((execution) => (
          <PageFired key={execution.id} execution={execution} team={team} />
        ))}
        <Pending pages={pending.slice(0, pendingShown)} />
        {pending.length > pendingShown && (
          <li>
            <details>
              <summary className="text-small text-accent-text underline">
                {pendingTotal - pendingShown} more after these
              </summary>
              <ol className="mt-2 flex flex-col gap-3">
                <Pending pages={pending.slice(pendingShown)} />
                {pendingTotal > pending.length && (
                  <li className="text-small text-text-muted">and {pendingTotal - pending.length} later ones.</li>
                )}
              </ol>
            </details>
          </li>
        )}
        {state === "exhausted" && endedAt && endedWhy !== allFired && (
          <li className="text-small">
            <span className="font-medium">Over</span> <AbsoluteTime at={endedAt} seconds />: {endedWhy}.
          </li>
        )}
        {state === "stopped" && endedAt && (
          <li className="text-small">
            <span className="font-medium">Stopped</span> <AbsoluteTime at={endedAt} seconds />: {endedWhy}. Nothing was
            sent after it.
          </li>
        )}
      </ol>
    </>
  );
}
