import { useEffect } from "react";
import { serverNow } from "#app/lib/clock.tsx";
import { useRefresh } from "./context.ts";

/** After the moment itself: the server must have reached it, too. */
const AFTER_MS = 500;
/** Where the answer names a moment that is past already. */
const PAST_MS = 5_000;
/** A timer can't be set further ahead (2^31 ms); a page that is open for so long was loaded anew by then. */
const LONGEST_MS = 2_147_483_647;

/** Loads the page's data again when what it shows is no longer so: `at` is an ISO time of the server; null: it stays so. */
export function useRevalidateAt(at: string | null) {
  const refresh = useRefresh();
  useEffect(() => {
    if (at === null || refresh === null) return;
    const ahead = Date.parse(at) - serverNow();
    if (ahead > LONGEST_MS) return;
    let timer = setTimeout(function due() {
      refresh.request();
      // Ends when the answer names another moment.
      timer = setTimeout(due, PAST_MS);
    }, Math.max(0, ahead) + AFTER_MS);
    return () => clearTimeout(timer);
  }, [at, refresh]);
}
