import { type ReactNode, useEffect, useId, useRef } from "react";
import { close, isOpen, place } from "./panel.ts";

export interface TooltipProps {
  /** Words only, and nothing that isn't said elsewhere, too: a touch doesn't show it. */
  text: ReactNode;
  /** One button or link. */
  children: ReactNode;
}

/** Words about a control, while it is pointed at or has the focus; Escape takes them away. In the top layer, so never cut off. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const around = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    around.current?.querySelector("a, button")?.setAttribute("aria-describedby", id);
  }, [id]);
  const show = () => {
    const [shown, control] = [panel.current, around.current];
    // Without popovers the words would lie in the middle of the page.
    if (!shown || !control || !("showPopover" in shown) || isOpen(shown)) return;
    // TypeScript doesn't know yet that it takes what the panel stands beside.
    const beside = shown as HTMLElement & { showPopover(options: { source: HTMLElement }): void };
    beside.showPopover({ source: control });
    place(shown, control);
  };
  const hide = () => panel.current && close(panel.current);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the control inside
    <span
      ref={around}
      className="inline-flex"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {children}
      <span
        ref={panel}
        id={id}
        role="tooltip"
        {...{ popover: "manual" }}
        className="panel max-w-64 rounded-md bg-nav px-2.5 py-1.5 text-small text-nav-strong shadow-lg"
      >
        {text}
      </span>
    </span>
  );
}
