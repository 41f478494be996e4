import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "#app/lib/cx.ts";

export interface PopoverProps {
  /** Content of the button. */
  label: ReactNode;
  /** Classes of the button. */
  className?: string;
  align?: "start" | "end";
  /** Changing it closes the panel: the URL, where the panel's links change it and one choice is enough. */
  closeOn?: string;
  children: ReactNode;
}

/** A button and its panel from the platform's own <details>: no library on the first page, and it opens before any script has come. */
export function Popover({ label, className, align = "start", closeOn, children }: PopoverProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (focus: boolean) => {
      if (!ref.current?.open) return;
      ref.current.open = false;
      if (focus) ref.current.querySelector("summary")?.focus();
    };
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) close(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close(true);
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", key);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes when `closeOn` changes, whatever it is
  useEffect(() => {
    if (ref.current) ref.current.open = false;
  }, [closeOn]);
  return (
    <details ref={ref} className="relative">
      <summary className={cx("list-none", className)}>{label}</summary>
      <div
        className={cx(
          "absolute top-full z-30 mt-1.5 max-h-80 min-w-52 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 shadow-xl",
          // Phones have no room beside the button: the panel lies above the bottom bar.
          "max-sm:fixed max-sm:inset-x-3 max-sm:top-auto max-sm:bottom-20 max-sm:z-40 max-sm:max-h-[60dvh]",
          align === "start" ? "left-0" : "right-0",
        )}
      >
        {children}
      </div>
    </details>
  );
}
