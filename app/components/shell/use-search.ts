import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Found } from "./search-hit.ts";

const WAIT_MS = 150;
const none: Found = { items: [], notReached: [] };

/** Records that match, of every kind that this person may read, while the text is typed. */
export function useSearch(text: string) {
  const { load, data, state } = useFetcher<Found>({ key: "search" });
  const query = text.trim();
  const active = query.length > 1;
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => load(`/resources/search?q=${encodeURIComponent(query)}`), WAIT_MS);
    return () => clearTimeout(timer);
  }, [active, query, load]);
  const { items: hits, notReached } = (active && data) || none;
  return { hits, notReached, searching: active && state !== "idle" };
}
