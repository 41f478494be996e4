/** Of somebody who goes between processes. */
export interface Switching {
  processes: readonly { id: string; slug: string; name: string }[];
  /** The short name of the one that was chosen last in this browser; null: none yet. */
  last: string | null;
}

/** As many as a menu holds; all of them are on the board. */
export const mostListed = 200;

const cookie = "last-process";

export const lastProcess = (cookieHeader: string | null): string | null =>
  cookieHeader?.match(/(?:^|;\s*)last-process=([\w-]{1,64})/)?.[1] ?? null;

export function rememberProcess(slug: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
  document.cookie = `${cookie}=${slug}; path=/; max-age=31536000; samesite=lax${secure}`;
}
