import type { ReactNode } from "react";
import { IncidentStatus } from "#app/components/incident/badges.tsx";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Reference } from "#app/components/ui/reference.tsx";
import { ClockTime, Duration } from "#app/components/ui/time.tsx";
import { Glow } from "#app/live/glow.tsx";
import type { IncidentDetail } from "./detail-data.server.ts";
import { EditableText } from "./editable-text.tsx";
import { Presence } from "./presence.tsx";

interface IncidentHeaderProps {
  detail: IncidentDetail;
  over: boolean;
  watching: boolean;
  actions: ReactNode;
}

export function IncidentHeader({ detail, over, watching, actions }: IncidentHeaderProps) {
  const { incident, processName, across, watchers, acknowledgement } = detail;
  const { id, number, title, status, needsAcknowledgement, openedAt, resolvedAt, reporterName } = incident;
  const Heading = over ? "h2" : "h1";
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <div className="mb-1 flex flex-wrap items-center gap-2">
          {!over && <Reference number={number} className="text-text-muted" />}
          {across && <span className="text-text-muted">{processName}</span>}
          <IncidentStatus status={status} needsAcknowledgement={needsAcknowledgement} />
        </div>
        <Glow id={id} className="-mx-2 px-2">
          <EditableText incident={incident} field="title" label="Title" single>
            <Heading className="text-title text-balance wrap-anywhere">
              <bdi>{title}</bdi>
            </Heading>
          </EditableText>
        </Glow>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-text-muted">
          <span>
            {resolvedAt ? "Resolved after " : "Open for "}
            <Duration from={openedAt} to={resolvedAt} />
            {reporterName && `, opened by ${reporterName}`}
          </span>
          {acknowledgement && <Holding id={id} acknowledgement={acknowledgement} />}
          <Watch id={id} watching={watching} count={watchers.length} />
          <Presence incidentId={id} />
        </div>
      </div>
      {actions && (
        <div data-print="hide" className="max-lg:hidden">
          {actions}
        </div>
      )}
    </header>
  );
}

interface HoldingProps {
  id: string;
  acknowledgement: NonNullable<IncidentDetail["acknowledgement"]>;
}

/** Until when somebody has it, and the one click by which it holds anew. */
function Holding({ id, acknowledgement: { holder, until } }: HoldingProps) {
  const { send, pending } = useIncidentAction();
  const mayUpdate = useCan("incidents.update");
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span>
        {holder.name} has it until <ClockTime at={until} />
      </span>
      {mayUpdate && (
        <Button size="small" pending={pending} onClick={() => send(id, "renew")} className="-my-1">
          <Icon name="timer-reset" className="size-3.5" />
          Still have it
        </Button>
      )}
    </span>
  );
}

function Watch({ id, watching, count }: { id: string; watching: boolean; count: number }) {
  const { send, pending } = useIncidentAction();
  const icon = watching ? "bell-ring" : "bell";
  return (
    <Button
      variant="ghost"
      size="small"
      pending={pending}
      aria-pressed={watching}
      onClick={() => send(id, "watch", { watching: String(!watching) })}
      className="-my-1 text-text-muted"
    >
      <Icon name={icon} className="size-3.5" />
      {watching ? "Watching" : "Watch"}
      {count > 0 && <span className="figures">{count}</span>}
    </Button>
  );
}
