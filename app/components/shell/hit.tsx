import type { ReactNode } from "react";
import { SeverityBadge, StatusWord } from "#app/components/incident/badges.tsx";
import { Reference } from "#app/components/ui/reference.tsx";
import { entityLooks } from "#app/register.ts";
import type { Severity, Status } from "#packages/incidents/rules.ts";
import type { SearchHit } from "./search-hit.ts";

interface HitLook {
  before?(facts: SearchHit["facts"]): ReactNode;
  after?(facts: SearchHit["facts"]): ReactNode;
}

/** The facts of a kind are what its own module has put there. */
const looks: Record<string, HitLook> = {
  incident: {
    before: ({ severity }) => <SeverityBadge severity={severity as Severity} />,
    after: ({ status }) => <StatusWord status={status as Status} />,
  },
};

/** Over the hits of a kind. */
export const headingOf = (kind: string): string => entityLooks.get(kind)?.plural ?? "Records";

/** A hit in the palette. */
export function Hit({ kind, reference, title, facts }: SearchHit) {
  const { before, after } = looks[kind] ?? {};
  return (
    <>
      {before?.(facts)}
      {reference && <Reference number={reference} className="text-text-muted" />}
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {after?.(facts)}
    </>
  );
}
