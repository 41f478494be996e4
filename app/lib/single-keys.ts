import { useSyncExternalStore } from "react";

const name = "single-keys";
const listeners = new Set<() => void>();

/** Whether this browser has single-key shortcuts switched off. On where nothing can be remembered. */
export function singleKeysAreOff(): boolean {
  try {
    return localStorage.getItem(name) === "off";
  } catch {
    return false;
  }
}

export function switchSingleKeys(on: boolean) {
  try {
    if (on) localStorage.removeItem(name);
    else localStorage.setItem(name, "off");
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** For the switch: on until it was switched off in this browser. */
export const useSingleKeys = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => !singleKeysAreOff(),
    () => true,
  );
