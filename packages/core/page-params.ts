/** What of a list's address says which page of it is shown, and nothing of what is listed. */
export const pageParams: readonly string[] = ["cursor", "before", "offset"];

/** An address's parameters as text, with commas as people write them. */
export const searchText = (params: URLSearchParams): string => params.toString().replaceAll("%2C", ",");
