import { useSyncExternalStore } from "react";

let hydrated = false;

/** Called once by the page's outermost effect. */
export const markHydrated = () => {
  hydrated = true;
};

export const hasHydrated = () => hydrated;

const never = () => () => {};

/** False on the server and in the first render of the browser, true from then on. */
export const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
