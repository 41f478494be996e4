/** After a touch, so long is the thumb taken to be still over the list. */
const TOUCH_MS = 2_000;

const row = "[data-row]";
let touchedAt = Number.NEGATIVE_INFINITY;

if (typeof document !== "undefined")
  document.addEventListener(
    "pointerdown",
    ({ target, pointerType }) => {
      if (pointerType !== "mouse" && target instanceof Element && target.closest(row)) touchedAt = Date.now();
    },
    { capture: true, passive: true },
  );

/** Whether somebody is about to press a row: the pointer is over one, the focus in one, or a thumb was there a moment ago. */
export function rowsAreBeingRead(): boolean {
  if (Date.now() - touchedAt < TOUCH_MS) return true;
  if (document.activeElement?.closest(row)) return true;
  return window.matchMedia("(hover: hover)").matches && document.querySelector(`${row}:hover`) !== null;
}

const LOOK_EVERY_MS = 500;

/** Calls back once nobody is about to press a row any more. */
export function whenNotRead(callback: () => void): () => void {
  const look = () => {
    if (!rowsAreBeingRead()) callback();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
