/** Of a comment: the team's own, or for the client too. */
export const visibilities = ["internal", "external"] as const;
export type Visibility = (typeof visibilities)[number];

/** So long the team alone sees a comment that is for the client too, and can take it back. In milliseconds. */
export const heldMs = 10_000;
