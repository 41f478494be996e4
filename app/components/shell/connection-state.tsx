import type { ReactNode } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { ClockTime } from "#app/components/ui/time.tsx";
import { useLive } from "#app/live/context.ts";
import { useSessionEnded } from "#app/live/session-ended.tsx";

/** Silent while all is well. */
export function ConnectionState() {
  const { state, liveAt } = useLive();
  const { ended, ask } = useSessionEnded();
  return (
    <div role="status" data-print="hide" className="fixed inset-x-3 top-14 z-40 mx-auto w-fit lg:top-2 lg:left-63">
      {ended ? <SignedOut onSignIn={ask} /> : <Words state={state} liveAt={liveAt} />}
    </div>
  );
}

function Words({ state, liveAt }: Pick<ReturnType<typeof useLive>, "state" | "liveAt">) {
  if (state === "offline")
    return (
      <Pill icon="cloud-off">
        <span data-stale>
          Not connected. What you see may be old
          {liveAt !== null && (
            <>
              : it is from <ClockTime at={new Date(liveAt).toISOString()} />
            </>
          )}
          .
        </span>
      </Pill>
    );
  // The first connection is no news; coming back is.
  if (state !== "connecting" || liveAt === null) return null;
  return <Pill icon="refresh-cw">Reconnecting…</Pill>;
}

/** The dialog that asks to sign in was put away. */
function SignedOut({ onSignIn }: { onSignIn: () => void }) {
  return (
    <Pill icon="log-in">
      <span data-stale>Your session ended. Nothing is loaded or sent.</span>
      <Button size="small" onClick={onSignIn}>
        Sign in
      </Button>
    </Pill>
  );
}

function Pill({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <div className="flex animate-appear items-center gap-2 rounded-md border border-warning bg-warning-soft px-3 py-1.5 text-small text-warning-text shadow-lg">
      <Icon name={icon} className="size-4 shrink-0" />
      {children}
    </div>
  );
}
