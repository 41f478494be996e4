import { useEffect } from "react";
import { useRefresh } from "./context.ts";

const LOOK_AGAIN_MS = 3_000;
const TRIES = 20;

/** A queued message leaves without an event in the stream: the page looks again for a minute. `queued` names what it waits for; null ends it. */
export function useSettling(queued: string | null) {
  const refresh = useRefresh();
  useEffect(() => {
    if (queued === null) return;
    let left = TRIES;
    const timer = setInterval(() => {
      if (document.hidden) return;
      left -= 1;
      if (left <= 0) clearInterval(timer);
      refresh?.request();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [queued, refresh]);
}
