import { Link } from "@remix-run/react";
import { Layers } from "lucide-react";
import { useKeepProcess } from "#app/components/settings/process-choice.tsx";
import { Badge, SeverityBadge } from "#app/components/ui/badge.tsx";
import { cx } from "#app/lib/cx.ts";
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
      <Glow id={chain.id} className="flex items-start gap-4 p-4">
        <div className={cx("min-w-0 flex-1", !chain.isActive && "opacity-80")}>
          <div className="mb-2 flex flex-wrap items-center gap-2">
            {chain.severity ? <SeverityBadge severity={chain.severity} /> : <Badge icon={Layers}>Every severity</Badge>}
            <h2 className="font-semibold">
              {mayManage ? (
                <Link to={keep(`/escalations/${chain.id}`)} prefetch="intent" className="hover:underline">
                  {chain.name}
                </Link>
              ) : (
                chain.name
              )}
            </h2>
          </div>
          <ChainSentence steps={chainSteps(chain.tiers, people)} repeat={chain.repeat} />
        </div>
        {mayManage ? <ChainSwitch chain={chain} /> : <Badge>{chain.isActive ? "On" : "Off"}</Badge>}
      </Glow>
    </li>
  );
}
