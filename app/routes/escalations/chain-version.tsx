import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { ChainSentence } from "./chain-sentence.tsx";
import { chainSteps, type NamedPerson } from "./sentence.ts";

/** A chain as somebody else left it. */
export function ChainVersion({ chain, people }: { chain: ChainAnswer; people: readonly NamedPerson[] }) {
  return (
    <>
      <p className="mt-2 mb-1 text-small">
        Now it is “{chain.name}”, {chain.severity ? `for ${chain.severity}` : "for every severity"},{" "}
        {chain.isActive ? "on" : "off"}:
      </p>
      <ChainSentence steps={chainSteps(chain.tiers, people)} repeat={chain.repeat} />
    </>
  );
}
