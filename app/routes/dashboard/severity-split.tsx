import { severityLook } from "#app/components/incident/looks.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { type Severity, severities } from "#packages/incidents/rules.ts";

/** "1 SEV1 · 2 SEV3": what the number above is made of. */
export function SeveritySplit({ counts }: { counts: Record<Severity, number> }) {
  const present = severities.filter((severity) => counts[severity] > 0);
  if (present.length === 0) return <>All quiet</>;
  return (
    <span className="figures flex flex-wrap gap-x-3">
      {present.map((severity) => {
        const { icon } = severityLook[severity];
        return (
          <span key={severity} className="inline-flex items-center gap-1">
            <Icon name={icon} className="size-3.5 shrink-0" strokeWidth={2.5} />
            <span className="font-semibold text-text">{counts[severity]}</span> {severity}
          </span>
        );
      })}
    </span>
  );
}
