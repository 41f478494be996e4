import { useSyncExternalStore } from "react";
import { beginTypingAhead, takeTypedAhead } from "#app/lib/typed-ahead.ts";

export type OverlayName = "palette" | "shortcuts" | "more" | "alerts";

let open: OverlayName | null = null;
const listeners = new Set<() => void>();

const set = (next: OverlayName | null) => {
  open = next;
  for (const listener of listeners) listener();
};

export const openOverlay = (name: OverlayName) => {
  if (name === "palette") beginTypingAhead();
  set(name);
};
export const closeOverlay = () => {
  takeTypedAhead();
  set(null);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useOverlay = () =>
  useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
