import { useSyncExternalStore } from "react";

/** How this browser makes itself noticed when its person is paged. Of the browser and not of the person: a phone rings, a desk may not. */
export interface AlertPreferences {
  sound: boolean;
  notification: boolean;
}

const key = "d2c:alerts";
const quiet: AlertPreferences = { sound: false, notification: false };
const listeners = new Set<() => void>();
let known: { text: string | null; preferences: AlertPreferences } = { text: null, preferences: quiet };

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is refused in some private windows: the browser then stays quiet.
    return null;
  }
}

function parsed(text: string | null): AlertPreferences {
  try {
    // Whatever else is written there counts as not chosen.
    const { sound, notification } = JSON.parse(text ?? "{}") as Partial<Record<keyof AlertPreferences, unknown>>;
    return { sound: sound === true, notification: notification === true };
  } catch {
    return quiet;
  }
}

/** The same object as long as nothing has changed. */
export function alertPreferences(): AlertPreferences {
  const text = stored();
  if (text !== known.text) known = { text, preferences: parsed(text) };
  return known.preferences;
}

/** Answers whether it was kept. */
export function chooseAlerts(change: Partial<AlertPreferences>): boolean {
  try {
    localStorage.setItem(key, JSON.stringify({ ...alertPreferences(), ...change }));
  } catch {
    return false;
  }
  for (const listener of listeners) listener();
  return true;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export const useAlertPreferences = (): AlertPreferences =>
  useSyncExternalStore(subscribe, alertPreferences, () => quiet);
