import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { refusedOffline } from "#app/lib/offline.ts";
import type { Acted } from "./acted.ts";

/** Sends one act on an incident to its page's action, from wherever it is shown, and says how it went. */
export function useIncidentAction({ quiet = false }: { quiet?: boolean } = {}) {
  const fetcher = useFetcher<Acted>();
  const { state, data, submit } = fetcher;
  const told = useRef<unknown>(undefined);
  useEffect(() => {
    if (state !== "idle" || !data || told.current === data) return;
    told.current = data;
    if (data.ok) toast(data.message);
    // A form shows the refusal itself, beside what was typed.
    else if (!quiet) toast(data.message, { tone: "danger" });
  }, [state, data, quiet]);
  return {
    fetcher,
    pending: state !== "idle",
    /** The intent under way, if any. */
    intent: fetcher.formData?.get("intent") ?? null,
    answer: state === "idle" ? data : undefined,
    send: (id: string, intent: string, fields: Record<string, string> = {}) => {
      if (!refusedOffline()) submit({ intent, ...fields }, { method: "post", action: actionOf(id) });
    },
  };
}

export const actionOf = (id: string) => `/incidents/${id}`;
