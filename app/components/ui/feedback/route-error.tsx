import { useLocation, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";
import { Button, ButtonLink } from "#app/components/ui/button.tsx";
import type { IconName } from "#app/components/ui/icon.tsx";
import { hasHydrated } from "#app/lib/hydrated.ts";
import { reportError } from "#app/lib/report-error.ts";
import { describeError, type ErrorKind } from "#app/lib/route-error.ts";
import type { loadRoot } from "#app/root-data.server.ts";
import { ErrorState } from "./states.tsx";

const icons: Record<ErrorKind, IconName> = {
  forbidden: "lock",
  not_found: "search-x",
  unreadable: "link-2-off",
  offline: "wifi-off",
  cut_off: "unplug",
  unavailable: "cloud-off",
  rate_limited: "timer",
  broken: "triangle-alert",
};

/** Why a page can't be shown. Routes export it as their ErrorBoundary to keep the rest of the page standing. */
export function RouteError() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loadRoot>("root");
  // The root's request id names the request that failed only if that was the one that brought the page.
  const [fromPageLoad] = useState(() => !hasHydrated());
  const online = typeof navigator === "undefined" || navigator.onLine !== false;
  const { kind, title, kept, todo, code, requestId } = describeError(error, online);
  // What the server threw it has reported itself; a script's own error is known here only.
  const ownError = kind === "broken" && error instanceof Error ? error : null;
  useEffect(() => {
    if (ownError) reportError("render", ownError);
  }, [ownError]);
  return (
    <div className="mx-auto w-full max-w-2xl px-4 sm:px-6">
      <ErrorState
        icon={icons[kind]}
        title={title}
        kept={kept}
        todo={todo}
        code={code}
        requestId={requestId ?? (fromPageLoad ? root?.requestId : undefined)}
        action={<WayOut kind={kind} />}
      />
    </div>
  );
}

/** Trying again helps only where the same request may go better. */
function WayOut({ kind }: { kind: ErrorKind }): ReactNode {
  const { pathname } = useLocation();
  if (kind === "forbidden" || kind === "not_found") return <ButtonLink to="/">Go to the start</ButtonLink>;
  if (kind === "unreadable") return <ButtonLink to={pathname}>Open the page without filters</ButtonLink>;
  return (
    <Button variant="primary" onClick={() => window.location.reload()}>
      Try again
    </Button>
  );
}
