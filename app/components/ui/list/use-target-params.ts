import { useLocation, useNavigation, useSearchParams } from "@remix-run/react";
import { useMemo } from "react";

/**
 * The parameters that the page is about to have: what is pressed while a filter is still being applied goes on from there, and
 * does not undo it.
 */
export function useTargetParams(): URLSearchParams {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const { location } = useNavigation();
  const target = location?.pathname === pathname ? location.search : null;
  return useMemo(() => (target === null ? params : new URLSearchParams(target)), [target, params]);
}
