import { type MouseEvent, useLayoutEffect, useRef } from "react";

/** A tap that was meant for what stood there before is over by then. */
const steadyMs = 1_000;

/**
 * Buttons that take each other's place: for a second after they changed (`state` is another one) a tap does nothing. To be
 * spread on what holds them.
 */
export function useSteadyTaps(state: string) {
  const last = useRef({ state, changedAt: Number.NEGATIVE_INFINITY });
  useLayoutEffect(() => {
    if (last.current.state !== state) last.current = { state, changedAt: performance.now() };
  }, [state]);
  return {
    onClickCapture(event: MouseEvent) {
      if (performance.now() - last.current.changedAt >= steadyMs) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
