/** Browsers from before 2024 know no popovers: there a panel is shown by an attribute, below its button in the page. */
const isMissing = () => !("showPopover" in HTMLElement.prototype);

export const isOpen = (panel: HTMLElement): boolean =>
  isMissing() ? panel.hasAttribute("data-open") : panel.matches(":popover-open");

export function close(panel: HTMLElement) {
  if (!isOpen(panel)) return;
  if (isMissing()) panel.removeAttribute("data-open");
  else panel.hidePopover();
}

/** Whether one was open. */
export function closeOpenPanel(): boolean {
  const open = [...document.querySelectorAll<HTMLElement>("[popover=auto]")].find(isOpen);
  if (open) close(open);
  return open !== undefined;
}

/** For the button's press: where the platform opens and closes the panel there is nothing to do. */
export function toggleWithoutPlatform(panel: HTMLElement) {
  if (isMissing()) panel.toggleAttribute("data-open");
}

/** Beside what opened it, inside the window, where the style sheet can't say so (no anchors before 2026). */
export function place(panel: HTMLElement, anchor: Element) {
  if (CSS.supports("position-area: bottom") || isMissing() || innerWidth < 640) return;
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = panel;
  const below = bottom + offsetHeight <= innerHeight || top < offsetHeight;
  panel.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
  panel.style.top = `${below ? bottom : top - offsetHeight - 12}px`;
}
