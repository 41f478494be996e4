import { useEffect, useRef } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { askToSignIn } from "#app/live/session-state.ts";
import type { Sending } from "./use-reply.ts";
import { useRetryByItself } from "./use-retry-by-itself.ts";

export interface FormFailureProps {
  of: Pick<Sending<unknown>, "failure" | "pending" | "retry">;
  /** What was sent is still what the form holds: it may be sent again without being asked. */
  unchanged?: boolean;
}

/** Above a form whose request failed: what is known, that the text is here, and the way to send it again. */
export function FormFailure({ of: { failure, pending, retry }, unchanged = true }: FormFailureProps) {
  const ref = useRef<HTMLDivElement>(null);
  const byItself = useRetryByItself({ failure, pending, retry, allowed: unchanged });
  const kind = failure?.kind;
  useEffect(() => {
    if (kind) ref.current?.scrollIntoView({ block: "nearest" });
  }, [kind]);
  if (!failure) return null;
  return (
    <div
      ref={ref}
      role="alert"
      className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-warning bg-warning-soft px-3 py-2.5 text-warning-text"
    >
      <Icon name="unplug" className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-52 flex-1">
        {failure.words} What you typed is still here.{byItself && " It is sent again by itself."}
      </p>
      {failure.kind === "signed_out" && (
        <Button size="small" onClick={askToSignIn}>
          Sign in
        </Button>
      )}
      {failure.retryable && (
        <Button size="small" pending={pending} onClick={retry}>
          Send again
        </Button>
      )}
    </div>
  );
}
