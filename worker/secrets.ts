import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Whether two byte strings of one length are the same, without telling by its time where they differ. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.reduce((difference, byte, at) => difference | (byte ^ (b[at] ?? 0)), 0) === 0;

const digest = (text: string) => sha256(utf8ToBytes(text));

/** Whether a secret that was sent is the expected one; of digests, so that its length is not told either. */
export const isSecret = (given: string | undefined, expected: string): boolean =>
  sameBytes(digest(given ?? ""), digest(expected));

/** The token of an `Authorization: Bearer …` header. */
export const bearerOf = (authorization: string | null | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
