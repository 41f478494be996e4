import { Badge, type Tone } from "#app/components/ui/badge.tsx";
import type { IconName } from "#app/components/ui/icon.tsx";
import type { HubRow } from "#packages/operations/rules.ts";

interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
  means: string;
}

const looks: Record<"well" | "trouble" | Exclude<HubRow["state"], "reached">, Look> = {
  well: { tone: "success", icon: "circle-check", word: "Well", means: "It answered, and nothing is late or lost." },
  trouble: {
    tone: "warning",
    icon: "triangle-alert",
    word: "Trouble",
    means: "It answered, and something needs a look.",
  },
  not_reached: { tone: "alarm", icon: "unplug", word: "Not reached", means: "It did not answer in time." },
  not_asked: {
    tone: "neutral",
    icon: "circle-question-mark",
    word: "Not asked",
    means: "There are too many to ask all. Open it to ask it.",
  },
};

export function HubBadge({ state, troubles }: Pick<HubRow, "state" | "troubles">) {
  const { tone, icon, word, means } = looks[state === "reached" ? (troubles.length > 0 ? "trouble" : "well") : state];
  return (
    <Badge tone={tone} icon={icon} title={means}>
      {word}
    </Badge>
  );
}
