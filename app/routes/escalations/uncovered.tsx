import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { chainMatches } from "#packages/escalations/rules.ts";
import { severities } from "#packages/incidents/rules.ts";

/** Severities that no chain is for which is switched on. Without any chain the list itself says so. */
export function Uncovered({ chains }: { chains: readonly ChainAnswer[] }) {
  const uncovered = severities.filter((severity) => !chains.some((chain) => chainMatches(chain, severity)));
  if (chains.length === 0 || uncovered.length === 0) return null;
  return (
    <p className="rounded-lg border border-warning bg-warning-soft px-4 py-3 text-warning-text">
      {uncovered.join(", ")}: nobody is paged by itself.
    </p>
  );
}
