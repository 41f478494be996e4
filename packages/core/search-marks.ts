/** Around a match in a search snippet: characters that nobody types, so a page can split there and mark what is between. */
export const matchStart = "\ue000";
export const matchEnd = "\ue001";
