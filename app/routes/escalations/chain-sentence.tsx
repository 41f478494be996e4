import { Icon } from "#app/components/ui/icon.tsx";
import { repeatWords, type StepWords } from "./sentence.ts";

/** A chain as one readable sentence; each step stays in one piece where it fits. */
export function ChainSentence({ steps, repeat }: { steps: readonly StepWords[]; repeat: number }) {
  const again = repeatWords(repeat);
  return (
    <ol className="flex flex-wrap items-baseline gap-x-2 gap-y-1.5">
      {steps.map(({ key, when, who, how, problem }, index) => (
        <li key={key} className="flex items-baseline gap-2">
          {index > 0 && <Icon name="arrow-right" className="size-3.5 shrink-0 self-center text-text-muted" />}
          <span>
            <span className="figures text-text-muted">{when}</span> <span className="font-medium">{who}</span>{" "}
            <span className="text-text-muted">{how}</span>
            {problem && (
              <span className="ml-1.5 inline-flex items-center gap-1 text-small text-warning-text">
                <Icon name="triangle-alert" className="size-3.5" />
                {problem}
              </span>
            )}
          </span>
        </li>
      ))}
      {again && (
        <li className="flex items-center gap-2 self-center text-text-muted">
          <Icon name="arrow-right" className="size-3.5 shrink-0 self-center" />
          <span className="figures inline-flex items-center gap-1.5">
            <Icon name="repeat" className="size-3.5" />
            {again}
          </span>
        </li>
      )}
    </ol>
  );
}
