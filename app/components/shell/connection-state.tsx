import { Icon } from "#app/components/ui/icon.tsx";
import { useHydrated } from "#app/lib/hydrated.ts";
import { useLive } from "#app/live/provider.tsx";

/** Silent while all is well. */
export function ConnectionState() {
  const { state, lastSeq } = useLive();
  const hydrated = useHydrated();
  // The first connection is no news; coming back is.
  const shown = hydrated && (state === "offline" || (state === "connecting" && lastSeq !== null));
  const offline = state === "offline";
  const icon = offline ? "cloud-off" : "refresh-cw";
  return (
    <div role="status" data-print="hide" className="fixed bottom-18 left-3 z-40 lg:bottom-20">
      {shown && (
        <p className="flex animate-appear items-center gap-2 rounded-md border border-warning bg-warning-soft px-3 py-1.5 text-small text-warning-text shadow-lg">
          <Icon name={icon} className="size-4" />
          {offline ? "Not connected. What you see may be old." : "Reconnecting…"}
        </p>
      )}
    </div>
  );
}
