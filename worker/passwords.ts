import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { argon2id } from "./hashing.ts";
import { sameBytes } from "./secrets.ts";

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. Stored with the hash, so it can be raised. */
const usualCost = { m: 19_456, t: 2, p: 1 };

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Names a secret without telling it: which one a hash was made with. */
const keyIdOf = (secret: string) => bytesToHex(sha256(utf8ToBytes(`password secret ${secret}`))).slice(0, 8);

/**
 * Makes the hash that is stored. `secrets`: PASSWORD_SECRET, the current one first. It is argon2's own secret parameter, so
 * whoever has the database and not the secret can try no password.
 */
export async function hashPassword(password: string, secrets: string[], cost = usualCost): Promise<string> {
  const [secret] = secrets;
  if (!secret) throw new Error("There is no password secret.");
  const salt = randomBytes(16);
  const hash = await argon2id(password.normalize("NFC"), salt, { ...cost, dkLen: 32, key: utf8ToBytes(secret) });
  return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p},keyid=${keyIdOf(secret)}$${base64(salt)}$${base64(hash)}`;
}

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+),keyid=([0-9a-f]{8})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Compares without telling by its time how much was right. A hash made with a secret that is gone fits no password. */
export async function verifyPassword(password: string, stored: string, secrets: string[]): Promise<boolean> {
  const [, m, t, p, keyId, salt, hash] = shape.exec(stored) ?? [];
  if (!salt || !hash) return false;
  const secret = secrets.find((one) => keyIdOf(one) === keyId);
  const expected = bytesOf(hash);
  const cost = { m: Number(m), t: Number(t), p: Number(p), dkLen: expected.length };
  const actual = await argon2id(password.normalize("NFC"), bytesOf(salt), { ...cost, key: utf8ToBytes(secret ?? "") });
  return sameBytes(actual, expected) && secret !== undefined;
}

/** Checked for an address nobody has, so that it takes as long as one that somebody has. */
export const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1,keyid=00000000$c29tZSBzYWx0IGhlcmUhIQ$7mN3bmOe2JZ5cnBaY1S6S6nEZzv6UFpBZ3hXWwI5V1o";
