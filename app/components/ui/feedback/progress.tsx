import { useId } from "react";

export interface ProgressProps {
  label: string;
  /** Done so far, of `max`; null while nobody knows how much it is. */
  value: number | null;
  max?: number;
  /** Beside the label: "12 of 40 rows". */
  note?: string;
}

/** How far a job has come. The platform's own element: its width needs no style attribute, which the CSP would refuse. */
export function Progress({ label, value, max = 100, note }: ProgressProps) {
  const id = useId();
  return (
    <div>
      <div className="mb-1 flex justify-between gap-3">
        <label htmlFor={id}>{label}</label>
        {note && <span className="figures text-small text-text-muted">{note}</span>}
      </div>
      <progress
        id={id}
        max={max}
        {...(value !== null && { value })}
        className="block h-2 w-full appearance-none overflow-hidden rounded-full bg-surface-sunken text-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent indeterminate:animate-pulse-soft indeterminate:bg-accent"
      />
    </div>
  );
}
