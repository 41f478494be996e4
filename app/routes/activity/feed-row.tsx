import { Link } from "@remix-run/react";
import { Badge } from "#app/components/ui/badge.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { cx } from "#app/lib/cx.ts";
import { eventLook, linkTo } from "#app/register.ts";
import type { EventLook } from "#packages/core/ui.ts";

/** An event as the loader and as the socket give it: the socket's system events have no person. */
export interface FeedItem {
  seq: number;
  type: string;
  entity: string;
  entityId: string;
  entityNumber?: string | null;
  actor: { id: string | null; name: string; kind?: string } | null;
  at: string;
  summary: string;
  processId?: string;
  processSlug?: string;
}

interface FeedRowProps {
  event: FeedItem;
  fresh: boolean;
  /** Only in the stream of all processes. */
  processName: string | undefined;
}

const toneClass = {
  danger: "text-danger-text",
  warning: "text-warning-text",
  success: "text-success-text",
};

/** What happened, by whom, when; the record's number leads to it. */
export function FeedRow({ event, fresh, processName }: FeedRowProps) {
  const { icon, tone }: EventLook = eventLook(event.type, event.entity) ?? { icon: "activity" };
  const actor = event.actor?.name;
  // The summary mostly begins with who it was: then it is not said twice.
  const told = actor !== undefined && event.summary.includes(actor);
  return (
    <li className={cx("flex items-start gap-3 px-4 py-3", fresh && "animate-glow")}>
      <Icon name={icon} className={cx("mt-0.5 size-4 shrink-0", tone ? toneClass[tone] : "text-text-muted")} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <Sentence event={event} />
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-small text-text-muted">
          <RelativeTime at={event.at} />
          {actor && !told && <span>{actor}</span>}
          {processName && <Badge>{processName}</Badge>}
        </p>
      </div>
    </li>
  );
}

function Sentence({ event: { summary, entity, entityId, entityNumber, processSlug } }: { event: FeedItem }) {
  const to = entityNumber ? linkTo(entity, { id: entityId, reference: entityNumber }, processSlug) : null;
  if (!entityNumber || to === null) return summary;
  const link = (
    <Link to={to} prefetch="intent" className="figures font-medium text-accent-text underline underline-offset-2">
      {entityNumber}
    </Link>
  );
  const at = summary.indexOf(entityNumber);
  if (at < 0)
    return (
      <>
        {link} {summary}
      </>
    );
  return (
    <>
      {summary.slice(0, at)}
      {link}
      {summary.slice(at + entityNumber.length)}
    </>
  );
}
