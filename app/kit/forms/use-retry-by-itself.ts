import { useEffect, useRef, useState } from "react";
import { backoff } from "#app/live/backoff.ts";
import { useSessionState } from "#app/live/session-ended.tsx";
import type { Failure } from "./failure.ts";

/** Then it is left to the person: what was meant a while ago may not be meant any more. */
const mostTries = 8;

interface Retrying {
  failure: Failure | null;
  pending: boolean;
  retry: () => void;
  allowed: boolean;
}

/** Milliseconds until the same may be sent again; null: only when the network is back. */
function waitFor(failure: Failure, tries: number): number | null {
  // Without a network its return is waited for; it may have come back just before anybody listened.
  if (failure.kind === "offline" && navigator.onLine === false) return null;
  return failure.retryAfter === undefined ? 2 * backoff(tries) : failure.retryAfter * 1000;
}

/**
 * Sends again what failed for a reason that passes, with its command id: at once when the network or the session is back,
 * else with growing waits. True while it will by itself.
 */
export function useRetryByItself({ failure, pending, retry, allowed }: Retrying): boolean {
  const [tries, setTries] = useState(0);
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  const passes = failure?.retryable === true && failure.kind !== "broken";
  const will = passes && allowed && tries < mostTries;
  const signedOut = failure?.kind === "signed_out" && allowed;
  useEffect(() => {
    if (!failure && !pending) setTries(0);
  }, [failure, pending]);
  useEffect(() => {
    if (!failure || !will || pending) return;
    const again = () => {
      setTries((before) => before + 1);
      latest.current();
    };
    const wait = waitFor(failure, tries);
    const timer = wait === null ? undefined : setTimeout(again, wait);
    window.addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
    // `tries` counts what this effect does itself; each failure is a new object.
  }, [failure, will, pending, tries]);
  const stands = useSessionState() === "standing";
  const ended = useRef(false);
  useEffect(() => {
    if (!stands) ended.current = true;
    else if (ended.current) {
      ended.current = false;
      if (signedOut) latest.current();
    }
  }, [stands, signedOut]);
  return will;
}
