import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { reportError } from "#app/lib/report-error.ts";
import { refreshPatiently } from "#app/live/patient-fetch.ts";

declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

// Radix locks the page's scroll with a <style> element; it takes the nonce for it from this name.
window.__webpack_nonce__ = document.querySelector("script")?.nonce;

window.addEventListener("error", ({ error, message }) => reportError("error", error ?? message));
window.addEventListener("unhandledrejection", ({ reason }) => reportError("rejection", reason));

refreshPatiently();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
