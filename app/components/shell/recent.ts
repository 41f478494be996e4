import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

/** A record that was looked at in this browser. Signing out forgets them with everything else that the browser keeps. */
export interface RecentPlace {
  to: string;
  title: string;
}

const key = (userId: string) => `d2c:recent:${userId}`;
const mostKept = 6;
/** `/incidents/MOMO-12`, and no page below it or beside it. */
const record = /^\/(incidents|escalations)\/(?!new$|dry-run$)[\w-]+$/;

export function recentPlaces(userId: string): RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(userId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPlace) : [];
  } catch {
    return [];
  }
}

const isPlace = (value: unknown): value is RecentPlace => {
  const { to, title } = (value ?? {}) as Partial<Record<keyof RecentPlace, unknown>>;
  return typeof to === "string" && to.startsWith("/") && typeof title === "string";
};

/** Keeps each record that is opened, by the title of its page. */
export function useRemembering(userId: string) {
  const { pathname, search } = useLocation();
  useEffect(() => {
    if (!record.test(pathname)) return;
    const to = pathname + (new URLSearchParams(search).has("processId") ? search : "");
    const title = document.title.replace(/^Paged: .*? · /, "").replace(/ · D2C OPs$/, "");
    const others = recentPlaces(userId).filter((place) => place.to !== to);
    try {
      localStorage.setItem(key(userId), JSON.stringify([{ to, title }, ...others].slice(0, mostKept)));
    } catch {
      // A browser that keeps nothing has no recent records.
    }
  }, [pathname, search, userId]);
}
