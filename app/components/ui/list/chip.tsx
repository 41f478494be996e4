import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { Popover } from "../overlay/popover.tsx";

const look =
  "inline-flex min-h-10 max-w-full items-center gap-1 rounded-full border px-3 text-small whitespace-nowrap sm:min-h-8";
const chosen = "border-accent bg-success-soft text-text";
const plain = "border-border-strong bg-surface-raised text-text-muted";

interface ChipProps {
  label: string;
  /** What is chosen; empty: nothing. */
  words: string;
  on: boolean;
  /** Where the X leads. */
  without: string;
  onRemove: () => void;
  /** Changing it closes the panel. */
  closeOn: string;
  children: ReactNode;
}

/** A filter that says what it filters, "Status: Open", with its panel and an X where it is on. */
export function Chip({ label, words, on, without, onRemove, closeOn, children }: ChipProps) {
  return (
    <span className="inline-flex max-w-full" data-chip={label}>
      <Popover
        closeOn={closeOn}
        className={cx(look, on ? cx("rounded-r-none", chosen) : plain)}
        label={
          <>
            <span className="max-w-64 truncate">
              <span className={on ? "font-medium" : undefined}>{label}</span>
              {words && `: ${words}`}
            </span>
            {!on && <Icon name="chevron-down" className="size-3.5" />}
          </>
        }
      >
        {children}
      </Popover>
      {on && (
        <Link
          to={without}
          onClick={onRemove}
          preventScrollReset
          aria-label={`Remove the filter ${label}`}
          className={cx(look, chosen, "shrink-0 rounded-l-none border-l-0 px-2 hover:bg-surface-sunken")}
        >
          <Icon name="x" className="size-3.5" />
        </Link>
      )}
    </span>
  );
}
