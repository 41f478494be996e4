import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { remembered } from "./remembered.ts";

/** What ICU, and so `Intl`, still calls by a name that the time zone database has since replaced. */
const renamed = new Map(
  Object.entries({
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
  }),
);

const currentName = (name: string) => renamed.get(name) ?? name;

const supported = remembered((_: "zones") => new Set(Intl.supportedValuesOf("timeZone").map(currentName)).add("UTC"));

/** Every zone that can be chosen, in its current spelling. */
export const zoneNames = (): string[] => [...supported("zones")].sort();

/** Letters first: an offset ("+05:30") or a moment is no zone, though `Temporal` or `Intl` take it for one. */
const shape = /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/;

/**
 * The current spelling of a zone's name, or null when it is none. Asked of everything that will use it: `Intl`, which
 * writes moments in mails and pages, and `Temporal`, which works out days.
 */
export function zoneNamed(name: string): string | null {
  if (!shape.test(name)) return null;
  try {
    const zone = currentName(new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone);
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return supported("zones").has(zone) ? zone : null;
  } catch {
    return null;
  }
}

const known = remembered((name: string) => zoneNamed(name) !== null);

/** The zone, or UTC where it can't be used (any more): a moment is then told in UTC, and nothing fails for it. */
export const usableZone = (name: string): string => (known(name) ? name : "UTC");

/** A zone as an input, stored in its current spelling. */
export const timeZone = z
  .string()
  .max(60)
  .transform((name, ctx) => {
    const zone = zoneNamed(name);
    if (zone) return zone;
    ctx.addIssue({ code: "custom", message: "Not a time zone. Write one like Asia/Kolkata." });
    return z.NEVER;
  });
