import type { ReactNode } from "react";
import type { OnCallRole } from "#packages/on-call/rules.ts";
import { onCallRoleWords } from "#packages/on-call/rules.ts";

interface AlertChoiceProps {
  people: { id: string; name: string; duty: OnCallRole | null }[];
  chains: { id: string; name: string; severity: string | null }[];
}

/** Whom to page: one person, or a chain. Who is on call stands first. */
export function AlertChoice({ people, chains }: AlertChoiceProps) {
  return (
    <>
      <Choices legend="A person" empty="Nobody can be paged: no active person may act on incidents.">
        {people.map(({ id, name, duty }) => (
          <Choice key={id} value={`user:${id}`} detail={duty && `on call: ${onCallRoleWords[duty].toLowerCase()}`}>
            {name}
          </Choice>
        ))}
      </Choices>
      {chains.length > 0 && (
        <Choices legend="Or a chain: its next tier is paged now, the others at their times">
          {chains.map(({ id, name, severity }) => (
            <Choice key={id} value={`chain:${id}`} detail={severity ? `for ${severity}` : "for every severity"}>
              {name}
            </Choice>
          ))}
        </Choices>
      )}
    </>
  );
}

function Choices({ legend, empty, children }: { legend: string; empty?: string; children: ReactNode[] }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      {children.length === 0 ? (
        <p className="text-danger-text">{empty}</p>
      ) : (
        <div className="max-h-72 overflow-y-auto rounded-md border border-border">{children}</div>
      )}
    </fieldset>
  );
}

function Choice({ value, detail, children }: { value: string; detail: ReactNode; children: ReactNode }) {
  return (
    <label className="flex min-h-11 items-center gap-3 border-border px-3 py-2 not-last:border-b has-checked:bg-accent-soft sm:min-h-9">
      <input type="radio" name="to" value={value} required className="size-4 accent-accent" />
      <span className="min-w-0 wrap-anywhere">
        <bdi>{children}</bdi> {detail && <span className="text-small text-text-muted">{detail}</span>}
      </span>
    </label>
  );
}
