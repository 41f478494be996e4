import { type ReactNode, useEffect, useRef } from "react";
import { Later, later } from "#app/components/ui/later.tsx";
import type { DialogProps } from "./dialog-props.ts";

export type { DialogProps };

const dialogWindow = later(() => import("./dialog-window.tsx"));

/** Once a page that may open one has come to rest. */
const aheadAfterMs = 1_500;

const stays = () => {};

/**
 * In the middle on large screens, the whole screen on phones. Its library is fetched after the page; `meanwhile` stands in its
 * place until then, and stays where the library can't be had. Without one it closes.
 */
export function Dialog({ meanwhile, ...props }: DialogProps & { meanwhile?: ReactNode }) {
  const everOpen = useRef(false);
  everOpen.current ||= props.open;
  useEffect(() => {
    const timer = setTimeout(dialogWindow.ahead, aheadAfterMs);
    return () => clearTimeout(timer);
  }, []);
  const missing = meanwhile === undefined ? props.onClose : stays;
  return everOpen.current && <Later part={dialogWindow} props={props} meanwhile={meanwhile} onMissing={missing} />;
}
