/** The words of an incident's timeline. Pure. */

/** A summary on the incident's own page: "Asha changed the title of MOMO-1" is "Asha changed the title" there. */
export function storyWords(summary: string, number: string): string {
  const own = new RegExp(`( (?:of|on|to|for|from))? ${number.replace(/[^\w-]/g, "")}(?![\\w-])`, "g");
  return summary.replace(own, (_, preposition) => (preposition ? "" : " it"));
}

export interface LinkedPart {
  /** Where it begins: its key. */
  at: number;
  text: string;
  href?: string;
}

const endsSentence = /[.,;:!?)\]}'"»”’]+$/;

/** Addresses in a text, and other incidents of the same process (`MOMO-12`), as links. */
export function linkedParts(text: string, number: string): LinkedPart[] {
  const prefix = number.slice(0, number.lastIndexOf("-")).replace(/\W/g, "");
  const wanted = new RegExp(`https?://[^\\s<>]+|\\b${prefix}-\\d{1,9}\\b`, "g");
  const parts: LinkedPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(wanted)) {
    const link = found.startsWith("http") ? found.replace(endsSentence, "") : found;
    if (index > from) parts.push({ at: from, text: text.slice(from, index) });
    parts.push({ at: index, text: link, href: link.startsWith("http") ? link : `/incidents/${link}` });
    from = index + link.length;
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from) });
  return parts;
}
