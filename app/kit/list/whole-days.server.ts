import type { AppLoadContext } from "@remix-run/cloudflare";
import { z } from "zod";
import { unwrap } from "#app/lib/refusal.server.ts";
import { addDays, startOfDate } from "#packages/core/zones.ts";

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success;

/**
 * The address with its first and its last day as the moments that they begin and end at, on the reader's own clock. What is a
 * moment already stays one.
 */
export async function wholeDays(
  query: Record<string, string>,
  [first, last]: readonly [first: string, last: string],
  context: AppLoadContext,
): Promise<Record<string, string>> {
  const [from, to] = [query[first], query[last]];
  if (!isDay(from) && !isDay(to)) return query;
  const { user, process } = unwrap(context, await context.services.session());
  const zone = user.timeZone ?? process.timeZone;
  return {
    ...query,
    ...(isDay(from) && { [first]: new Date(startOfDate(zone, from)).toISOString() }),
    ...(isDay(to) && { [last]: new Date(startOfDate(zone, addDays(to, 1)) - 1).toISOString() }),
  };
}
