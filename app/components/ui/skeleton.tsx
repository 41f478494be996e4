import { cx } from "#app/lib/cx.ts";

/** A grey bar. Give it a size: "h-4 w-40". */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cx("block animate-pulse-soft rounded bg-surface-sunken", className)} />;
}

const rowIds = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

/** Shown only once 150 ms have gone by: what is faster needs no placeholder. */
export function SkeletonRows({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="animate-appear">
      <span className="sr-only">{label}</span>
      {rowIds.slice(0, rows).map((id) => (
        <div key={id} className="flex items-center gap-3 border-b border-border px-4 py-3.5 last:border-b-0">
          <Skeleton className="h-4 w-14" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
