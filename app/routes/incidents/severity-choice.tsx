import type { FieldMetadata } from "@conform-to/react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { errorId, FieldError } from "#app/components/ui/form/field.tsx";
import { type Severity, severities } from "#packages/incidents/rules.ts";

const meanings: Record<Severity, string> = {
  SEV0: "Everything is down, or people or money are at risk now.",
  SEV1: "A main service is down for most customers.",
  SEV1A: "A main service is down for some customers, or hardly usable.",
  SEV2: "A part does not work, and there is no good way around it.",
  SEV3: "Something does not work, but there is a way around it.",
  SEV4: "A small fault. It can wait for working hours.",
};

/** How bad it is, each choice explained: it decides who is woken. */
export function SeverityChoice({ meta }: { meta: FieldMetadata<string> }) {
  const wrong = meta.errors !== undefined;
  return (
    <fieldset aria-describedby={wrong ? errorId(meta.id) : undefined}>
      <legend className="mb-1 font-medium">Severity</legend>
      {meta.errors && <FieldError id={errorId(meta.id)} errors={meta.errors} />}
      <div className="mt-1 grid gap-1.5 sm:grid-cols-2">
        {severities.map((severity, index) => (
          <label
            key={severity}
            className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded-md border border-border-strong p-2.5 hover:bg-surface-sunken has-checked:border-accent has-checked:bg-success-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              id={index === 0 ? meta.id : undefined}
              type="radio"
              name={meta.name}
              form={meta.formId}
              value={severity}
              defaultChecked={meta.initialValue === severity}
              aria-invalid={wrong || undefined}
              className="mt-1 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="flex flex-col items-start gap-1">
              <SeverityBadge severity={severity} withWord />
              <span className="text-small text-text-muted">{meanings[severity]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
