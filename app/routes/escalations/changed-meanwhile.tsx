import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { ChainSentence } from "./chain-sentence.tsx";
import { chainSteps, type NamedPerson } from "./sentence.ts";

interface ChangedMeanwhileProps {
  latest: ChainAnswer;
  people: readonly NamedPerson[];
  onTake: () => void;
}

/** Both versions at once: theirs here, one's own still in the form below. */
export function ChangedMeanwhile({ latest, people, onTake }: ChangedMeanwhileProps) {
  return (
    <section
      role="status"
      className="flex max-w-3xl flex-wrap items-start gap-3 rounded-lg border border-warning bg-warning-soft p-4"
    >
      <Icon name="users" className="mt-0.5 size-4 shrink-0 text-warning-text" />
      <div className="min-w-60 flex-1">
        <p className="font-semibold text-warning-text">Somebody changed this chain while you were writing.</p>
        <p className="mt-2 mb-1 text-small">
          Now it is “{latest.name}”, {latest.severity ? `for ${latest.severity}` : "for every severity"},{" "}
          {latest.isActive ? "on" : "off"}:
        </p>
        <ChainSentence steps={chainSteps(latest.tiers, people)} repeat={latest.repeat} />
        <p className="mt-2 text-small">Yours is kept below. Saving it replaces theirs.</p>
      </div>
      <Button size="small" onClick={onTake}>
        Take theirs
      </Button>
    </section>
  );
}
