import { Badge } from "#app/components/ui/badge.tsx";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { IncidentDetail, TimelineEvent } from "./detail-data.server.ts";
import { changesOf } from "./timeline-changes.ts";
import { Earlier, useTimeline } from "./timeline-earlier.tsx";

const icons: Record<string, IconName> = {
  created: "circle-plus",
  acknowledged: "circle-dot",
  started: "play",
  resolved: "circle-check",
  reopened: "rotate-ccw",
  assigned: "user-round",
  updated: "pencil",
  commented: "message-square",
  paged: "bell-ring",
  unreachable: "bell-ring",
  unattended: "bell-ring",
  escalating: "waypoints",
  escalated: "waypoints",
  exhausted: "waypoints",
};

interface TimelineProps {
  incidentId: string;
  latest: Pick<IncidentDetail, "timeline" | "timelineCursor">;
  team: IncidentDetail["team"];
}

/** Comments and everything else that happened, in one stream, the newest first; what is older is loaded when asked for. */
export function Timeline({ incidentId, latest, team }: TimelineProps) {
  const { events, cursor, loading } = useTimeline(incidentId, latest);
  return (
    <>
      <ol className="flex flex-col">
        {events.map((event) => (
          <Entry key={event.seq} event={event} team={team} />
        ))}
      </ol>
      {cursor && <Earlier incidentId={incidentId} cursor={cursor} loading={loading} />}
    </>
  );
}

function Entry({ event, team }: { event: TimelineEvent; team: IncidentDetail["team"] }) {
  const icon = icons[event.action] ?? "circle-dot";
  const comment = event.action === "commented" ? String(event.data?.text ?? "") : null;
  const changes = changesOf(event, team);
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-7 before:bottom-0 before:left-3.25 before:w-px before:bg-border last:before:hidden">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-surface-sunken text-text-muted">
        <Icon name={icon} className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 wrap-anywhere">{comment === null ? event.summary : event.actor.name}</span>
          {comment !== null && event.data?.visibility === "external" && (
            <Badge tone="warning">The client reads it</Badge>
          )}
          <RelativeTime at={event.at} className="text-small text-text-muted" />
        </p>
        {comment !== null && (
          <p className="mt-1 rounded-md bg-surface-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext]">
            {comment}
          </p>
        )}
        {changes.map(({ field, before, after }) => (
          <p key={field} className="mt-0.5 line-clamp-3 text-small text-text-muted wrap-anywhere">
            <del className="no-underline">
              <span className="sr-only">before: </span>
              {before}
            </del>{" "}
            <span aria-hidden="true">→</span>{" "}
            <ins className="text-text no-underline">
              <span className="sr-only">after: </span>
              {after}
            </ins>
          </p>
        ))}
      </div>
    </li>
  );
}
