/** With its first letter as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A name of the program in words: "senior_operator" is "senior operator", "incident.paged" is "incident paged". */
export const nameWords = (name: string): string => name.replaceAll(/[._]/g, " ");
