import { useNavigate } from "@remix-run/react";
import { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Later, type LaterPart, later } from "#app/components/ui/later.tsx";
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
const overlays: Record<OverlayName, LaterPart<OverlayProps>> = {
  palette: later<OverlayProps>(() => import("./command-palette.tsx")),
  shortcuts: later<OverlayProps>(() => import("./shortcuts-dialog.tsx")),
  alerts: later<OverlayProps>(() => import("#app/components/alerts/alerts-dialog.tsx")),
  more: later<OverlayProps>(() => import("./more-sheet.tsx")),
};

export function Overlays() {
  useShellKeys();
  useRemembering(useShell().user.id);
  const { send } = useIncidentAction();
  const name = useOverlay();
  if (!name) return null;
  return <Later key={name} part={overlays[name]} props={{ onClose: closeOverlay, send }} onMissing={closeOverlay} />;
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
