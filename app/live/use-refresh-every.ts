import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Loads the page's data again every so often while somebody looks at it: for what no event tells of. */
export function useRefreshEvery(ms: number) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && navigator.onLine) revalidate();
    }, ms);
    return () => clearInterval(timer);
  }, [ms, revalidate]);
}
