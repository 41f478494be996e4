import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { SearchHit } from "./search-hit.ts";
import { useCan } from "./shell-data.ts";

const WAIT_MS = 150;
const none: SearchHit[] = [];

/** Incidents that match, while the text is typed. */
export function useIncidentSearch(text: string) {
  const { load, data, state } = useFetcher<{ items: SearchHit[] }>({ key: "incident-search" });
  const maySee = useCan("incidents.view");
  const query = text.trim();
  const active = maySee && query.length > 1;
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => load(`/resources/search?q=${encodeURIComponent(query)}`), WAIT_MS);
    return () => clearTimeout(timer);
  }, [active, query, load]);
  return { hits: active ? (data?.items ?? none) : none, searching: active && state !== "idle" };
}
