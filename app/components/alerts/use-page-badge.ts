import { useEffect } from "react";

const plainIcon = "/icons/icon.svg";
const alertIcon = "/icons/icon-alert.svg";

/** Puts words before the title of whatever page is open, and a mark on its icon; null takes both away. */
export function usePageBadge(words: string | null) {
  useEffect(() => {
    if (words === null) return;
    const prefix = `${words} · `;
    const put = () => {
      if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    };
    put();
    // A navigation writes a title of its own.
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    icon?.setAttribute("href", alertIcon);
    return () => {
      observer.disconnect();
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
      icon?.setAttribute("href", plainIcon);
    };
  }, [words]);
}
