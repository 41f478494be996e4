import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { useRef } from "react";
import { actionOf } from "#app/components/incident/use-incident-action.ts";
import { Button } from "#app/components/ui/button.tsx";
import type { loadDetail, TimelineEvent } from "./detail-data.server.ts";

interface Page {
  timeline: TimelineEvent[];
  timelineCursor: string | null;
}

const earlierKey = (incidentId: string) => `earlier:${incidentId}`;
const useEarlier = (incidentId: string): FetcherWithComponents<Page> =>
  useFetcher<typeof loadDetail>({ key: earlierKey(incidentId) });

/**
 * All events that this page has been given so far, newest first. Events don't change, so those it once had stay when new
 * ones push them out of the latest part.
 */
export function useTimeline(incidentId: string, latest: Page) {
  const fetcher = useEarlier(incidentId);
  const known = useRef(new Map<number, TimelineEvent>());
  for (const event of [...latest.timeline, ...(fetcher.data?.timeline ?? [])]) known.current.set(event.seq, event);
  return {
    events: [...known.current.values()].sort((a, b) => b.seq - a.seq),
    cursor: fetcher.data ? fetcher.data.timelineCursor : latest.timelineCursor,
    loading: fetcher.state !== "idle",
  };
}

/** A form, so that it works without a script, too: then it opens the page with the earlier part. */
export function Earlier({ incidentId, cursor, loading }: { incidentId: string; cursor: string; loading: boolean }) {
  const fetcher = useEarlier(incidentId);
  return (
    <fetcher.Form method="get" action={actionOf(incidentId)} data-print="hide">
      <input type="hidden" name="before" value={cursor} />
      <Button type="submit" pending={loading}>
        Show earlier events
      </Button>
    </fetcher.Form>
  );
}
