import "@remix-run/cloudflare";
import type { Result } from "#packages/core/result.ts";
import type { Services } from "#worker/services.ts";

declare module "@remix-run/cloudflare" {
  interface AppLoadContext {
    services: Services;
    /** What the request's form holds, within bounds; read it with `formOf`. The request itself has no body. */
    form: Result<URLSearchParams>;
    /** The pattern of the page that was asked for, such as `/incidents/:id`. */
    route: string;
    /** Of this response's Content-Security-Policy. */
    nonce: string;
  }
  interface Future {
    v3_singleFetch: true;
  }
}
