import type { ReactNode } from "react";

/** Names and values; what has no value is left out. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 lg:grid-cols-4">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-small text-text-muted">{name}</dt>
            <dd className="figures wrap-anywhere [&_time]:whitespace-normal">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
