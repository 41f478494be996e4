import type { FieldMetadata } from "@conform-to/react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { RadioCards } from "#app/components/ui/form/radio-cards.tsx";
import { type Severity, severities } from "#packages/incidents/rules.ts";

const meanings: Record<Severity, string> = {
  SEV0: "Everything is down, or people or money are at risk now.",
  SEV1: "A main service is down for most customers.",
  SEV1A: "A main service is down for some customers, or hardly usable.",
  SEV2: "A part does not work, and there is no good way around it.",
  SEV3: "Something does not work, but there is a way around it.",
  SEV4: "A small fault. It can wait for working hours.",
};

const options = severities.map((value) => ({
  value,
  label: <SeverityBadge severity={value} withWord />,
  help: meanings[value],
}));

/** How bad it is, each choice explained: it decides who is woken. */
export const SeverityChoice = ({ meta }: { meta: FieldMetadata<string> }) => (
  <RadioCards meta={meta} label="Severity" options={options} />
);
