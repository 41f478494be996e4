import { useBlocker } from "@remix-run/react";
import { type ComponentType, useEffect, useState } from "react";
import { unsavedTexts, useHoldsUnsaved } from "#app/lib/unsaved.tsx";
import type { LeaveDialogProps } from "./leave-dialog.tsx";

const question = "You have text that is not saved. Leave all the same?";

/** Before a link, the browser's way back, or the end of the page takes text away that is nowhere else. One for the whole page. */
export function UnsavedGuard() {
  const holds = useHoldsUnsaved(unsavedTexts);
  useEffect(() => {
    if (!holds) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [holds]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      !unsavedTexts.isEmpty() && currentLocation.pathname !== nextLocation.pathname,
  );
  const [Dialog, setDialog] = useState<ComponentType<LeaveDialogProps> | null>(null);
  const { state } = blocker;
  useEffect(() => {
    if (state !== "blocked" || Dialog) return;
    let wanted = true;
    import("./leave-dialog.tsx").then(
      (loaded) => wanted && setDialog(() => loaded.LeaveDialog),
      // Its script can't be had: without a network, or since another release is there.
      () => {
        if (!wanted) return;
        if (window.confirm(question)) blocker.proceed?.();
        else blocker.reset?.();
      },
    );
    return () => {
      wanted = false;
    };
  }, [state, blocker, Dialog]);
  if (state !== "blocked" || !Dialog) return null;
  return <Dialog kept={unsavedTexts.allKept()} onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />;
}
