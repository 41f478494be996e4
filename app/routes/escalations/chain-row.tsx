import { Link } from "@remix-run/react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { Badge } from "#app/components/ui/badge.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { Glow } from "#app/live/glow.tsx";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { ChainSentence } from "./chain-sentence.tsx";
import { ChainSwitch } from "./chain-switch.tsx";
import { chainSteps, type NamedPerson } from "./sentence.ts";

interface ChainRowProps {
  chain: ChainAnswer;
  people: readonly NamedPerson[];
  mayManage: boolean;
}

export function ChainRow({ chain, people, mayManage }: ChainRowProps) {
  const keep = useKeepProcess();
  return (
    <li>
      <Glow id={chain.id} className="p-4">
        <div className="mb-2 flex items-start justify-between gap-3">
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            {chain.severity ? <SeverityBadge severity={chain.severity} /> : <Badge icon="layers">Every severity</Badge>}
            <h2 className="min-w-0 font-semibold wrap-anywhere">
              {mayManage ? (
                <Link to={keep(`/escalations/${chain.id}`)} prefetch="intent" className="hover:underline">
                  {chain.name}
                </Link>
              ) : (
                chain.name
              )}
            </h2>
          </div>
          {mayManage ? <ChainSwitch chain={chain} /> : <Badge>{chain.isActive ? "On" : "Off"}</Badge>}
        </div>
        <ChainSentence steps={chainSteps(chain.tiers, people)} repeat={chain.repeat} />
      </Glow>
    </li>
  );
}
