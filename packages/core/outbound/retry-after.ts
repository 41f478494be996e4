import { clock } from "#packages/core/clock.ts";

/** A `Retry-After` header, in seconds or as a date, as milliseconds from now; null when it says nothing. */
export function retryAfterMs(header: string | null | undefined): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - clock.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
