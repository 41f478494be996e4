import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { IncidentDetail } from "#app/routes/incidents/detail-data.server.ts";

const LOOK_AGAIN_MS = 3_000;
const TRIES_MS = 60_000;

/** A page that was just fired is on its way: its arrival is no event of the stream, so the page looks again for a while. */
export function useSettling({ runs }: IncidentDetail["escalation"]) {
  const { revalidate } = useRevalidator();
  const newest = runs
    .flatMap(({ executions }) => executions)
    .filter(({ deliveries }) => deliveries.some(({ state }) => state === "queued"))
    .map(({ firedAt }) => Date.parse(firedAt));
  const until = Math.max(0, ...newest) + TRIES_MS;
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() > until) clearInterval(timer);
      else if (!document.hidden) revalidate();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [until, revalidate]);
}
