import { useNavigate } from "@remix-run/react";
import { type ComponentType, lazy, Suspense } from "react";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { createIncident } from "./navigation.ts";
import { closeOverlay, type OverlayName, openOverlay, useOverlay } from "./overlay-store.ts";
import { useRemembering } from "./recent.ts";
import { useCan, useShell } from "./shell-data.ts";
import { useInProcess, useNav } from "./use-nav.ts";

interface OverlayProps {
  onClose: () => void;
  /** Acts on an incident, by something that stays when the overlay has gone. */
  send: ReturnType<typeof useIncidentAction>["send"];
}

/** Each comes when it is first asked for: none belongs to the first page's script. */
const overlays: Record<OverlayName, ComponentType<OverlayProps>> = {
  palette: lazy(() => import("./command-palette.tsx")),
  shortcuts: lazy(() => import("./shortcuts-dialog.tsx")),
  alerts: lazy(() => import("#app/components/alerts/alerts-dialog.tsx")),
  more: lazy(() => import("./more-sheet.tsx")),
};

export function Overlays() {
  useShellKeys();
  useRemembering(useShell().user.id);
  const { send } = useIncidentAction();
  const name = useOverlay();
  if (!name) return null;
  const Overlay = overlays[name];
  return (
    <Suspense>
      <Overlay onClose={closeOverlay} send={send} />
    </Suspense>
  );
}

function useShellKeys() {
  const navigate = useNavigate();
  const inProcess = useInProcess();
  const mayCreate = useCan(createIncident.permission);
  const pages = useNav().map(({ key, to }) => [`g ${key}`, () => navigate(to)] as const);
  useHotkeys({
    ...Object.fromEntries(pages),
    ...(mayCreate && { c: () => navigate(inProcess(createIncident.to)) }),
    "mod+k": () => openOverlay("palette"),
    "?": () => openOverlay("shortcuts"),
  });
}
