import { useEffect } from "react";
import { useRefresh } from "./context.ts";

/** Loads the page's data again every so often while somebody looks at it: for what no event tells of. Null: not at all. */
export function useRefreshEvery(ms: number | null) {
  const refresh = useRefresh();
  useEffect(() => {
    if (ms === null) return;
    const timer = setInterval(() => refresh?.request(), ms);
    return () => clearInterval(timer);
  }, [ms, refresh]);
}
