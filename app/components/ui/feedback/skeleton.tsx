const widths = ["w-3/5", "w-4/5", "w-2/5", "w-3/4"];

/** Where rows will be, while they are awaited longer than 150 ms; before that nothing flickers. */
export function SkeletonRows({ rows = 4, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="animate-appear">
      <span className="sr-only">{label}</span>
      <div aria-hidden="true" className="divide-y divide-border">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
          <div key={row} className="flex h-11 items-center gap-4 px-4">
            <span className="size-4 shrink-0 animate-pulse-soft rounded bg-surface-sunken" />
            <span className={`h-3 animate-pulse-soft rounded bg-surface-sunken ${widths[row % widths.length]}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
