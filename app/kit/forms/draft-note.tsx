import { Icon } from "#app/components/ui/icon.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";

/** Says that what the form holds was typed earlier, and was never saved. */
export function DraftNote({ at, onDiscard }: { at: number | null; onDiscard: () => void }) {
  if (at === null) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-2 rounded-md bg-info-soft px-3 py-2 text-info-text">
      <Icon name="clock" className="size-4 shrink-0" />
      <span>
        Draft of <AbsoluteTime at={at} />, not saved yet
      </span>
      <button type="button" onClick={onDiscard} className="min-h-9 px-1 font-medium underline sm:min-h-6">
        Discard
      </button>
    </p>
  );
}
