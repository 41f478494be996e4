/** What a tag is made of beside letters and digits. */
const others = "._:/-";

/**
 * Tags are lower case and free of spaces, so that two people write the same one: "#VIP Client" and "vip-client" are one tag,
 * and what no tag can hold joins words. Empty where nothing is left.
 */
export const normalTag = (text: string): string =>
  text
    .toLowerCase()
    .replace(new RegExp(`[^\\p{L}\\p{M}\\p{N}${others}]+`, "gu"), "-")
    .replace(/-{2,}/g, "-")
    .replace(/^[._:/-]+|-+$/g, "");

/** Tags as one text holds them, apart by commas or line breaks; each once. */
export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map(normalTag)
      .filter((tag) => tag !== ""),
  ),
];
