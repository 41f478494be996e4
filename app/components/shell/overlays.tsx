import { useNavigate } from "@remix-run/react";
import { type ComponentType, lazy, Suspense } from "react";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { allowedItems, createIncident } from "./navigation.ts";
import { closeOverlay, type OverlayName, openOverlay, useOverlay } from "./overlay-store.ts";
import { useCan, useShell } from "./shell-data.ts";

/** Each comes when it is first asked for: none belongs to the first page's script. */
const overlays: Record<OverlayName, ComponentType<{ onClose: () => void }>> = {
  palette: lazy(() => import("./command-palette.tsx")),
  shortcuts: lazy(() => import("./shortcuts-dialog.tsx")),
  alerts: lazy(() => import("#app/components/alerts/alerts-dialog.tsx")),
  more: lazy(() => import("./more-sheet.tsx")),
};

export function Overlays() {
  useShellKeys();
  const name = useOverlay();
  if (!name) return null;
  const Overlay = overlays[name];
  return (
    <Suspense>
      <Overlay onClose={closeOverlay} />
    </Suspense>
  );
}

function useShellKeys() {
  const navigate = useNavigate();
  const { permissions } = useShell();
  const mayCreate = useCan(createIncident.permission);
  const pages = allowedItems(permissions).map(({ key, to }) => [`g ${key}`, () => navigate(to)] as const);
  useHotkeys({
    ...Object.fromEntries(pages),
    ...(mayCreate && { c: () => navigate(createIncident.to) }),
    "mod+k": () => openOverlay("palette"),
    "?": () => openOverlay("shortcuts"),
  });
}
