import { useNavigate } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useLiveStore } from "#app/live/context.ts";
import type { Alert } from "#app/live/protocol.ts";
import { alertPreferences } from "./preferences.ts";
import { alertName } from "./use-alerts.ts";

/** As long as nobody has acknowledged, a browser that rings does so again. */
const ringAgainMs = 60_000;

const loadChime = () => import("./chime.ts");
const loadNotification = () => import("./notification.ts");

/** Whether there was something to notice beside the page itself. */
async function announced({ about, at }: Alert, open: (path: string) => void): Promise<boolean> {
  const { sound, notification } = alertPreferences();
  const [heard, shown] = await Promise.all([
    sound && loadChime().then(({ ring }) => ring()),
    notification &&
      loadNotification().then(({ notify }) => {
        const words = {
          title: `You are paged: ${alertName({ about, at, untaken: [] })}`,
          body: about.title,
          tag: about.id,
        };
        return notify(words, () => about.path !== null && open(about.path));
      }),
  ]);
  return heard || shown;
}

/**
 * Makes itself noticed for what is new, in the ways that this browser was told to, and says to the server what somebody can have
 * noticed: by a page that is in view, or by what could be heard or seen beside it. All else waits until the page is looked at.
 */
export function useAnnounce(alerts: readonly Alert[]) {
  const store = useLiveStore();
  const navigate = useNavigate();
  const known = useRef(new Set<string>()).current;
  const noticed = useRef(new Set<string>()).current;
  useEffect(() => {
    const tell = () => {
      const untaken = alerts.flatMap((alert) => alert.untaken);
      const taken = document.visibilityState === "visible" ? untaken : untaken.filter((id) => noticed.has(id));
      if (taken.length > 0) store?.connection.took(taken);
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    for (const alert of alerts) {
      const fresh = alert.untaken.filter((id) => !known.has(id));
      if (fresh.length === 0) continue;
      for (const id of fresh) known.add(id);
      void announced(alert, navigate).then((was) => {
        if (!was) return;
        for (const id of fresh) noticed.add(id);
        store?.connection.took(fresh);
      });
    }
    return () => document.removeEventListener("visibilitychange", tell);
  }, [alerts, store, navigate, known, noticed]);

  const some = alerts.length > 0;
  useEffect(() => {
    if (!some) return;
    const again = () => alertPreferences().sound && loadChime().then(({ ring }) => ring());
    const timer = setInterval(again, ringAgainMs);
    return () => clearInterval(timer);
  }, [some]);

  useEffect(() => {
    if (!alertPreferences().sound) return;
    const ready = () => void loadChime().then(({ readySound }) => readySound());
    const options = { once: true, capture: true };
    document.addEventListener("pointerdown", ready, options);
    document.addEventListener("keydown", ready, options);
    return () => {
      document.removeEventListener("pointerdown", ready, options);
      document.removeEventListener("keydown", ready, options);
    };
  }, []);
}
