import { second } from "#packages/core/clock.ts";

/** How long `/healthz` answers as it did before it looks again. Tests make it look each time. */
export const healthKept = { ms: 5 * second };
