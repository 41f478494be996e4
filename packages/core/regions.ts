import { Temporal } from "temporal-polyfill";
import { usableZone } from "./zone-names.ts";

/** Where a hub can be made, by the platform's names (`locationHint`). It stays where it was made. */
export const regions = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;
export type Region = (typeof regions)[number];

const southAmerican = new Set(
  `Araguaina Argentina Asuncion Bahia Belem Boa_Vista Bogota Campo_Grande Caracas Cayenne Coyhaique Cuiaba Eirunepe
  Fortaleza Guayaquil Guyana La_Paz Lima Maceio Manaus Montevideo Noronha Paramaribo Porto_Velho Punta_Arenas Recife
  Rio_Branco Santarem Santiago Sao_Paulo`.split(/\s+/),
);

/** Minutes east of Greenwich on a day without summer time in the north. */
const winterOffset = (timeZone: string): number =>
  Temporal.Instant.from("2026-01-15T12:00:00Z").toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9;

/** The region that people of a time zone are nearest to, as a default; null where the zone says nothing about the place. */
export function regionNear(timeZone: string): Region | null {
  const zone = usableZone(timeZone);
  const [area, city = ""] = zone.split("/");
  switch (area) {
    case "America":
      if (southAmerican.has(city)) return "sam";
      return winterOffset(zone) <= -7 * 60 ? "wnam" : "enam";
    case "Europe":
      return winterOffset(zone) >= 2 * 60 ? "eeur" : "weur";
    case "Asia":
      return winterOffset(zone) < 5 * 60 ? "me" : "apac";
    case "Atlantic":
    case "Arctic":
      return "weur";
    case "Africa":
      return "afr";
    case "Indian":
      return "apac";
    case "Australia":
    case "Pacific":
    case "Antarctica":
      return "oc";
    default:
      return null;
  }
}
