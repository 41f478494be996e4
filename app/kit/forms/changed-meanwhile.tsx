import type { ReactNode } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";

interface ChangedMeanwhileProps {
  onTake: () => void;
  /** Their version, as it reads. */
  children: ReactNode;
}

/** Both versions at once: theirs here, one's own still in the form below. */
export function ChangedMeanwhile({ onTake, children }: ChangedMeanwhileProps) {
  return (
    <section
      role="status"
      className="flex flex-wrap items-start gap-3 rounded-lg border border-warning bg-warning-soft p-4"
    >
      <Icon name="users" className="mt-0.5 size-4 shrink-0 text-warning-text" />
      <div className="min-w-60 flex-1">
        <p className="font-semibold text-warning-text">Somebody changed this while you were writing.</p>
        {children}
        <p className="mt-2 text-small">Yours is kept below. Saving it replaces theirs.</p>
      </div>
      <Button size="small" onClick={onTake}>
        Take theirs
      </Button>
    </section>
  );
}
