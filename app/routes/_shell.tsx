import type { SerializeFrom } from "@remix-run/cloudflare";
import { Outlet, useLoaderData } from "@remix-run/react";
import { type ReactNode, useEffect } from "react";
import { AlertBar } from "#app/components/alerts/alert-bar.tsx";
import { BottomBar } from "#app/components/shell/bottom-bar.tsx";
import { ConnectionState } from "#app/components/shell/connection-state.tsx";
import { HeldBanner } from "#app/components/shell/held-banner.tsx";
import { Overlays } from "#app/components/shell/overlays.tsx";
import { Sidebar } from "#app/components/shell/sidebar.tsx";
import { TopBar } from "#app/components/shell/top-bar.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { UnsavedGuard } from "#app/kit/forms/unsaved-guard.tsx";
import { UndoDelete } from "#app/kit/undo-delete.tsx";
import { ZoneProvider } from "#app/lib/clock.tsx";
import { markHydrated } from "#app/lib/hydrated.ts";
import { LiveProvider } from "#app/live/provider.tsx";
import { loadShell } from "./shell-data.server.ts";

export const loader = loadShell;

export default function Shell() {
  return (
    <Frame person={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** The shell itself failed. What fails in a page is shown by `_page.tsx`, and the shell with its live connection stays. */
export const ErrorBoundary = RouteError;

interface FrameProps {
  person: SerializeFrom<typeof loader>;
  children: ReactNode;
}

function Frame({ person: { user, process, permissions, place }, children }: FrameProps) {
  useEffect(markHydrated, []);
  return (
    <ZoneProvider timeZone={user.timeZone ?? process.timeZone} processZone={process.timeZone}>
      <LiveProvider
        person={{ userId: user.id, email: user.email, processId: process.id }}
        hears={permissions.includes("activity.view")}
        loadedTo={place}
      >
        <a
          href="#main"
          className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-surface-raised px-4 py-2 font-medium shadow-lg focus:translate-y-0"
        >
          Skip to the content
        </a>
        <TopBar />
        <Sidebar />
        <AlertBar />
        <main
          id="main"
          data-shell
          tabIndex={-1}
          className="pb-24 peer-data-shown:pb-56 focus:outline-none lg:pb-8 lg:pl-60 lg:peer-data-shown:pb-24 print:p-0"
        >
          <HeldBanner />
          {children}
        </main>
        <BottomBar />
        <ConnectionState />
        <Overlays />
        <UnsavedGuard />
        <UndoDelete />
      </LiveProvider>
    </ZoneProvider>
  );
}
