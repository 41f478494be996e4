import { useRevalidator } from "@remix-run/react";
import { useRef } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { NewRows } from "#app/live/held-rows.tsx";
import { matchesType } from "#packages/activity/rules.ts";
import { type FeedItem, FeedRow } from "./feed-row.tsx";
import { useFeed } from "./use-feed.ts";

export interface FeedProps {
  loaded: { items: FeedItem[]; lastSeq: number };
  /** What the page is narrowed to, so that what comes in live is narrowed the same. */
  type: string | undefined;
  processId: string | null;
  /** The page of the newest: it stays live. */
  newest: boolean;
  /** Null where all events are of one process. */
  processNames: Record<string, string> | null;
}

export function Feed({ loaded, type, processId, newest, processNames }: FeedProps) {
  const list = useRef<HTMLOListElement>(null);
  const { revalidate, state } = useRevalidator();
  const ofType = matchesType(type);
  const matches = (event: FeedItem) => ofType(event) && (processId === null || event.processId === processId);
  const { rows, held, more, fresh, paused, pause, resume } = useFeed({ loaded, matches, live: newest, list });
  return (
    <section aria-label="Feed" className="overflow-hidden rounded-lg border border-border bg-surface-raised">
      {newest && (
        <div data-print="hide" className="flex flex-wrap items-center gap-2 border-b border-border px-4 py-2">
          <p className="mr-auto flex items-center gap-2 text-small text-text-muted">
            <span
              aria-hidden="true"
              className={`size-2 rounded-full ${paused ? "bg-warning" : "bg-accent-bright motion-safe:animate-pulse-soft"}`}
            />
            {paused ? "Paused: new events wait" : "Live"}
          </p>
          <Button size="small" onClick={paused ? resume : pause}>
            {paused ? <Icon name="play" className="size-3.5" /> : <Icon name="pause" className="size-3.5" />}
            {paused ? `Resume${held > 0 ? ` (${held}${more ? "+" : ""} new)` : ""}` : "Pause"}
          </Button>
          <Button size="small" pending={state === "loading"} onClick={revalidate}>
            {state !== "loading" && <Icon name="refresh-cw" className="size-3.5" />}
            Refresh
          </Button>
        </div>
      )}
      {!paused && <NewRows held={held} more={more} onShow={resume} />}
      {rows.length > 0 ? (
        <ol ref={list} className="divide-y divide-border">
          {rows.map((event) => (
            <FeedRow
              key={event.seq}
              event={event}
              fresh={fresh.has(event.seq)}
              processName={
                event.processSlug && processNames ? (processNames[event.processSlug] ?? event.processSlug) : undefined
              }
            />
          ))}
        </ol>
      ) : (
        <EmptyState title={type ? "Nothing of this kind happened" : "Nothing has happened yet"}>
          {newest ? "What happens from now on appears here by itself." : "Go back to the newest events."}
        </EmptyState>
      )}
    </section>
  );
}
