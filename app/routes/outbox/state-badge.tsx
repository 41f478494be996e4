import { Badge } from "#app/components/ui/badge.tsx";
import type { DeliveryState } from "#packages/core/delivery.ts";
import { stateLook } from "./looks.ts";

export function StateBadge({ state }: { state: DeliveryState }) {
  const { tone, icon, word, means } = stateLook[state];
  return (
    <Badge tone={tone} icon={icon} title={means}>
      {word}
    </Badge>
  );
}
