import { randomBytes } from "@noble/hashes/utils.js";
import { argon2id } from "./hashing.ts";

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. Stored with the hash, so it can be raised. */
const cost = { m: 19_456, t: 2, p: 1 };

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await argon2id(password.normalize("NFC"), salt, { ...cost, dkLen: 32 });
  return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
}

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Compares without telling by its time how much was right. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, m, t, p, salt, hash] = shape.exec(stored) ?? [];
  if (!salt || !hash) return false;
  const expected = bytesOf(hash);
  const actual = await argon2id(password.normalize("NFC"), bytesOf(salt), {
    m: Number(m),
    t: Number(t),
    p: Number(p),
    dkLen: expected.length,
  });
  return actual.reduce((difference, byte, index) => difference | (byte ^ (expected[index] ?? 0)), 0) === 0;
}

/** Checked for an address nobody has, so that it takes as long as one that somebody has. */
export const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGhlcmUhIQ$7mN3bmOe2JZ5cnBaY1S6S6nEZzv6UFpBZ3hXWwI5V1o";
