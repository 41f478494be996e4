import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Found } from "./search-hit.ts";
import { useCan } from "./shell-data.ts";

const WAIT_MS = 150;
const none: Found = { items: [], notReached: [] };

/** Incidents that match, while the text is typed. */
export function useIncidentSearch(text: string) {
  const { load, data, state } = useFetcher<Found>({ key: "incident-search" });
  const maySee = useCan("incidents.view");
  const query = text.trim();
  const active = maySee && query.length > 1;
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => load(`/resources/search?q=${encodeURIComponent(query)}`), WAIT_MS);
    return () => clearTimeout(timer);
  }, [active, query, load]);
  const { items: hits, notReached } = (active && data) || none;
  return { hits, notReached, searching: active && state !== "idle" };
}
