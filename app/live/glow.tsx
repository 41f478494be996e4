import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { useLiveValue } from "./context.ts";

/** The name of whoever else changed this record a moment ago, else null. */
export const useGlow = (entityId: string): string | null => useLiveValue((store) => store.glowing(entityId), null);

/** Glows when someone else changes the record, and says who: news, whether good or bad. Table rows do so by themselves. */
export function Glow({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  const name = useGlow(id);
  return (
    <div className={cx("relative rounded-md", name && "animate-glow", className)}>
      {children}
      {name && (
        <span role="status" className="absolute -top-2 left-2 rounded bg-info-soft px-1.5 text-small text-info-text">
          {name}
        </span>
      )}
    </div>
  );
}
