import "@remix-run/cloudflare";
import type { Services } from "#worker/services.ts";

declare module "@remix-run/cloudflare" {
  interface AppLoadContext {
    services: Services;
    /** Of this response's Content-Security-Policy. */
    nonce: string;
  }
  interface Future {
    v3_singleFetch: true;
  }
}
