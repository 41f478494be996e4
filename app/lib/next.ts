/** A path of this site to go on to; anything else, and the sign-in page itself, leads to the start. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith("/")) return "/";
  try {
    // A browser reads "/\evil" and "/<tab>/evil" as another host; the URL parser does the same.
    const url = new URL(next, "https://this.invalid");
    // "/.//evil" is this host's still, but what is left of it once the dots are gone names another.
    const outside = url.host !== "this.invalid" || url.pathname.startsWith("//") || url.pathname === "/login";
    return outside ? "/" : url.pathname + url.search + url.hash;
  } catch {
    return "/";
  }
}
