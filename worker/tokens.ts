import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { bearerOf } from "./secrets.ts";

export const claims = z.object({
  userId: z.string(),
  processId: z.string(),
  role: z.string(),
  processSlug: z.string(),
  sid: z.string(),
});
export type Claims = z.infer<typeof claims>;

const key = (secret: string) => new TextEncoder().encode(secret);
const about = { issuer: "d2c-ops", audience: "d2c-ops" };

/** `expiresAt` in UTC milliseconds. */
export const signToken = (secret: string, content: Claims, expiresAt: number): Promise<string> =>
  new SignJWT({ ...content })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(about.issuer)
    .setAudience(about.audience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(key(secret));

/** The claims of a token we have signed and that hasn't run out; null for anything else. Says nothing about the session. */
export async function readToken(secret: string, token: string): Promise<Claims | null> {
  try {
    const { payload } = await jwtVerify(token, key(secret), {
      ...about,
      algorithms: ["HS256"],
      typ: "JWT",
      requiredClaims: ["exp"],
    });
    return claims.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}

export const cookieName = "__Host-session";
export const sessionCookie = (token: string, maxAgeSeconds: number): string =>
  `${cookieName}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

/** Holds the ticket of somebody who has yet to say which of their processes they want. */
export const choiceCookieName = "__Host-choice";
export const choiceCookie = (ticket: string, maxAgeSeconds: number): string =>
  `${choiceCookieName}=${ticket}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

/** `Clear-Site-Data` of a sign-out: what pages left in the browser besides the cookie. */
export const leftBehind = '"cache", "storage"';

export interface Presented {
  token: string;
  by: "cookie" | "bearer";
}

const read = new WeakMap<Request, Promise<Claims | null>>();

/** The claims of the token that a request presents, verified once however often they are asked for. */
export function claimsOf(request: Request, secret: string): Promise<Claims | null> {
  const known = read.get(request);
  if (known) return known;
  const presented = presentedToken(request);
  const reading = presented ? readToken(secret, presented.token) : Promise.resolve(null);
  read.set(request, reading);
  return reading;
}

export function presentedToken(request: Request): Presented | null {
  const bearer = bearerOf(request.headers.get("authorization"));
  if (bearer) return { token: bearer, by: "bearer" };
  const token = cookiesOf(request).get(cookieName);
  return token ? { token, by: "cookie" } : null;
}

/** Cookies by name, the first where one is sent twice. */
export function cookiesOf(request: Request): Map<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((part) => part.trim().split("="));
  return new Map(pairs.reverse().map(([name = "", value = ""]) => [name, value]));
}
