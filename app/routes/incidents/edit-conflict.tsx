import { useEffect, useRef } from "react";
import { Button } from "#app/components/ui/button.tsx";
import type { SelectOption } from "#app/components/ui/form/controls.tsx";

interface EditConflictProps {
  label: string;
  mine: string;
  theirs: string;
  /** Who wrote theirs; null: that is not known. */
  who: string | null;
  options?: readonly SelectOption[];
  pending: boolean;
  onKeep: () => void;
  onTake: () => void;
}

/** Two people wrote the same field: both versions are shown, and the one who saved last decides. */
export function EditConflict({ label, mine, theirs, who, options, pending, onKeep, onTake }: EditConflictProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    ref.current?.focus();
    ref.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const wording = (value: string) => options?.find((option) => option.value === value)?.label ?? value;
  return (
    <section
      ref={ref}
      role="alert"
      tabIndex={-1}
      aria-label={`Two versions of ${label.toLowerCase()}`}
      className="@container rounded-md border border-warning bg-warning-soft p-3 text-text focus:outline-none"
    >
      <p className="mb-2 font-medium text-warning-text">
        {who ?? "Somebody"} changed this while you were writing. Nothing is lost.
      </p>
      <div className="grid gap-2 @md:grid-cols-2">
        <Version title="Yours" text={wording(mine)} />
        <Version title={who ? `${who}'s, saved now` : "Theirs, saved now"} text={wording(theirs)} />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" variant="primary" pending={pending} onClick={onKeep}>
          Keep mine
        </Button>
        <Button size="small" onClick={onTake}>
          {who ? `Take ${who}'s` : "Take theirs"}
        </Button>
      </div>
    </section>
  );
}

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 rounded bg-surface-raised p-2">
      <p className="text-small text-text-muted">{title}</p>
      <p className="max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere">{text || "(empty)"}</p>
    </div>
  );
}
