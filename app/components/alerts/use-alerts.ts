import { useMemo } from "react";
import { useShell } from "#app/components/shell/shell-data.ts";
import { useLiveValue } from "#app/live/context.ts";
import type { Alert } from "#app/live/protocol.ts";
import { type Severity, severities } from "#packages/incidents/rules.ts";

/** Of a kind without severities nothing is known: it comes last. */
const rankOf = ({ about }: Alert): number => {
  const rank = severities.indexOf(about.facts.severity as Severity);
  return rank < 0 ? severities.length : rank;
};

/** What this person is paged for in the app, the worst first, and of those the longest waiting. */
export function useAlerts(): readonly Alert[] {
  const { alerts: loaded } = useShell();
  const told = useLiveValue((store) => store.alerts(), null);
  return useMemo(
    () => [...(told ?? loaded)].sort((one, other) => rankOf(one) - rankOf(other) || (one.at < other.at ? -1 : 1)),
    [told, loaded],
  );
}

/** "SEV1 MOMO-11": what somebody has to read first. */
export const alertName = ({ about: { facts, reference, title } }: Alert): string =>
  [facts.severity, reference ?? title].filter(Boolean).join(" ");
