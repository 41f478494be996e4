import { Outlet } from "@remix-run/react";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";

export default function PageFrame() {
  return <Outlet />;
}

/** A page failed, the shell did not: the error shows in the page's place, and the live connection stays open. */
export const ErrorBoundary = RouteError;
