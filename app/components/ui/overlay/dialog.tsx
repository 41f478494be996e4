import { useEffect, useRef } from "react";
import { Later, later } from "#app/components/ui/later.tsx";
import type { DialogProps } from "./dialog-props.ts";

export type { DialogProps };

const dialogWindow = later(() => import("./dialog-window.tsx"));

/** Once a page that may open one has come to rest. */
const aheadAfterMs = 1_500;

/** In the middle on large screens, the whole screen on phones. Its library is fetched after the page. */
export function Dialog(props: DialogProps) {
  const everOpen = useRef(false);
  everOpen.current ||= props.open;
  useEffect(() => {
    const timer = setTimeout(dialogWindow.ahead, aheadAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return everOpen.current && <Later part={dialogWindow} props={props} onMissing={props.onClose} />;
}
