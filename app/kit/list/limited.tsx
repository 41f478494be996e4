import type { ReactNode } from "react";
import { Icon } from "#app/components/ui/icon.tsx";

/** Says what a list is without while D1 is away. */
export function Limited({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2.5 text-warning-text">
      <Icon name="cloud-off" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
