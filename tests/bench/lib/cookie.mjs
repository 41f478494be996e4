/** As in worker/tokens.ts. */
export const cookieName = "__Host-session";
