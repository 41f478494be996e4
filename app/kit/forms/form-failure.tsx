import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { askToSignIn } from "#app/live/session-state.ts";
import { commandIdField } from "./command-id.tsx";
import type { Sending } from "./use-reply.ts";
import { useRetryByItself } from "./use-retry-by-itself.ts";

export interface FormFailureProps {
  of: Omit<Sending<unknown>, "answer">;
}

/** Above a form whose request failed: what is known, that the text is here, and the way to send it again. */
export function FormFailure({ of: { failure, pending, sent, retry } }: FormFailureProps) {
  const ref = useRef<HTMLDivElement>(null);
  const changed = useChangedSince(ref, failure ? sent : null);
  const byItself = useRetryByItself({ failure, pending, retry, allowed: !changed });
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

/** Whether the form around it holds something else by now than what was sent: then only its person sends it. */
function useChangedSince(inside: RefObject<HTMLElement>, sent: FormData | null): boolean {
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    const form = inside.current?.closest("form");
    if (!form || !sent) return setChanged(false);
    const look = () => setChanged(!isSame(form, sent));
    look();
    form.addEventListener("input", look);
    return () => form.removeEventListener("input", look);
  }, [inside, sent]);
  return changed;
}

function isSame(form: HTMLFormElement, sent: FormData): boolean {
  const now = new FormData(form);
  const names = new Set([...now.keys(), ...sent.keys()]);
  names.delete(commandIdField);
  // What the button that was pressed has added.
  for (const { name } of form.querySelectorAll<HTMLButtonElement>("button[name]")) names.delete(name);
  return [...names].every((name) => now.getAll(name).join("\n") === sent.getAll(name).join("\n"));
}
