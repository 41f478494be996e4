import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { StoryTime } from "#app/components/ui/time.tsx";
import type { DetailIncident, IncidentDetail, TimelineEvent } from "./detail-data.server.ts";
import { storyWords } from "./story.ts";
import { changesOf } from "./timeline-changes.ts";
import { TimelineComment } from "./timeline-comment.tsx";
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
  withdrawn: "undo-2",
  lapsed: "hourglass",
  renewed: "timer-reset",
  paged: "bell-ring",
  unreachable: "bell-ring",
  unattended: "bell-ring",
  escalating: "waypoints",
  escalated: "waypoints",
  exhausted: "waypoints",
};

interface TimelineProps {
  incident: DetailIncident;
  latest: Pick<IncidentDetail, "timeline" | "timelineCursor">;
  team: IncidentDetail["team"];
}

/** Comments and everything else that happened, in one stream, the newest first; what is older is loaded when asked for. */
export function Timeline({ incident, latest, team }: TimelineProps) {
  const { events, cursor, loading } = useTimeline(incident.id, latest);
  return (
    <>
      <ol className="flex flex-col">
        {events
          // That the client has a comment is said at the comment itself.
          .filter(({ action }) => action !== "published")
          .map((event) => (
            <Entry key={event.seq} event={event} incident={incident} team={team} />
          ))}
      </ol>
      {cursor && <Earlier incidentId={incident.id} cursor={cursor} loading={loading} />}
    </>
  );
}

interface EntryProps {
  event: TimelineEvent;
  incident: DetailIncident;
  team: IncidentDetail["team"];
}

function Entry({ event, incident, team }: EntryProps) {
  const icon = icons[event.action] ?? "circle-dot";
  const isComment = event.action === "commented";
  const changes = changesOf(event, team);
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-7 before:bottom-0 before:left-3.25 before:w-px before:bg-border last:before:hidden">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-surface-sunken text-text-muted">
        <Icon name={icon} className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 wrap-anywhere">
            {isComment ? event.actor.name : storyWords(event.summary, incident.number)}
          </span>
          <StoryTime at={event.at} from={incident.openedAt} className="text-small text-text-muted" />
        </p>
        {isComment && <TimelineComment event={event} incident={incident} />}
        {event.action === "resolved" && <Quoted data={event.data} />}
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

/** With what it was resolved. */
function Quoted({ data }: { data: TimelineEvent["data"] }) {
  if (typeof data?.rootCause !== "string") return null;
  return (
    <blockquote className="mt-1 border-l-2 border-success pl-3 whitespace-pre-wrap text-text-muted wrap-anywhere">
      {data.rootCause}
    </blockquote>
  );
}
