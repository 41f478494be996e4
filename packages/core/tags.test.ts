import { expect, it } from "vitest";
import { normalTag, splitTags } from "./tags.ts";

it("a tag is cleaned and not refused: two people who mean the same one write the same one", () => {
  const vip = ["VIP Client", " vip  client ", "vip-client", "#VIP client", "vip & client", "vip@client!"];
  expect(new Set(vip.map(normalTag))).toEqual(new Set(["vip-client"]));
  expect(["v1.2/eu-west", "Zahlung_ß", "हिन्दी", "#", " - "].map(normalTag)).toEqual([
    "v1.2/eu-west",
    "zahlung_ß",
    "हिन्दी",
    "",
    "",
  ]);
  expect(splitTags("#payments, sms & co,,  Payments\ncards")).toEqual(["payments", "sms-co", "cards"]);
});
