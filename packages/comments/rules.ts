/** Of a comment: the team's own, or for the client too. */
export const visibilities = ["internal", "external"] as const;
export type Visibility = (typeof visibilities)[number];
