import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { clock } from "#packages/core/clock.ts";
import { type Choice, choosingLasts } from "#packages/doors.ts";

/** Says that somebody has just proved who they are and has yet to say which of their processes they want. */
const ticketClaims = z.object({ accountId: z.string(), provenAt: z.number().int() });
export type Ticket = z.infer<typeof ticketClaims>;

const key = (secret: string) => new TextEncoder().encode(secret);
/** Of a type and audience of its own: no session's token passes for a ticket, and no ticket for one. */
const typ = "choice";
const about = { issuer: "d2c-ops", audience: "d2c-ops choosing" };

export const signTicket = (secret: string, ticket: Ticket): Promise<string> =>
  new SignJWT({ ...ticket })
    .setProtectedHeader({ alg: "HS256", typ })
    .setIssuer(about.issuer)
    .setAudience(about.audience)
    .setExpirationTime(Math.floor((ticket.provenAt + choosingLasts) / 1000))
    .sign(key(secret));

export async function readTicket(secret: string, token: string): Promise<Ticket | null> {
  try {
    const currentDate = new Date(clock.now());
    const checks = { ...about, algorithms: ["HS256"], typ, requiredClaims: ["exp"], currentDate };
    return ticketClaims.safeParse((await jwtVerify(token, key(secret), checks)).payload).data ?? null;
  } catch {
    return null;
  }
}

/** The id of the process that is meant by id or short name; null: none of these, or none was named. */
export const chosen = (choices: Choice[], wanted: string | null): string | null =>
  choices.find(({ id, slug }) => id === wanted || slug === wanted)?.id ?? null;
