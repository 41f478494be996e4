import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import { cx } from "#app/lib/cx.ts";
import { close, isOpen, place, toggleWithoutPlatform } from "./panel.ts";

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

/**
 * A button and its panel by the platform's own popover: it opens before any script has come, closes by Escape and by a press
 * elsewhere, gives the focus back, and lies over everything without widening the page.
 */
export function Popover({ label, className, align = "start", closeOn, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useClosing(button, panel, closeOn);
  return (
    <span className="relative inline-flex">
      <button
        ref={button}
        type="button"
        // Attributes that React 18 hands on without knowing them.
        {...{ popovertarget: id }}
        onClick={() => panel.current && toggleWithoutPlatform(panel.current)}
        className={className}
      >
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        {...{ popover: "auto" }}
        className={cx(
          "panel max-h-80 min-w-52 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 text-text shadow-xl",
          align === "end" && "panel-end",
        )}
      >
        {children}
      </div>
    </span>
  );
}

/** What the platform leaves to do: to be placed where it can't by itself, and to close when the focus or the address moves on. */
function useClosing(
  button: RefObject<HTMLButtonElement>,
  panel: RefObject<HTMLDivElement>,
  closeOn: string | undefined,
) {
  useEffect(() => {
    const shown = panel.current;
    const opener = button.current;
    if (!shown || !opener) return;
    const toggle = () => isOpen(shown) && place(shown, opener);
    const leave = ({ target }: FocusEvent) => {
      if (target instanceof Node && !shown.contains(target) && !opener.contains(target)) close(shown);
    };
    shown.addEventListener("toggle", toggle);
    document.addEventListener("focusin", leave);
    return () => {
      shown.removeEventListener("toggle", toggle);
      document.removeEventListener("focusin", leave);
    };
  }, [button, panel]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes when `closeOn` changes, whatever it is
  useEffect(() => {
    const shown = panel.current;
    if (!shown || !isOpen(shown)) return;
    // Safari gives buttons no focus when they are pressed, and so none back to them.
    const hadFocus = shown.contains(document.activeElement);
    close(shown);
    if (hadFocus) button.current?.focus();
  }, [closeOn]);
}
