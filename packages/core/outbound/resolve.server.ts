import { z } from "zod";
import { second } from "#packages/core/clock.ts";

/** DNS over HTTPS, in JSON: Workers have no resolver of their own to ask. */
export const defaultResolver = "https://cloudflare-dns.com/dns-query";
const timeoutMs = 5 * second;
const types = { A: 1, AAAA: 28 };
const noSuchName = 3;

const answer = z.object({
  Status: z.number(),
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).optional(),
});

/** What a name leads to, in IPv4 and IPv6; null: the resolver does not tell. */
export async function resolve(name: string, resolver = defaultResolver): Promise<string[] | null> {
  try {
    const both = await Promise.all([lookUp(name, "A", resolver), lookUp(name, "AAAA", resolver)]);
    return both.flat();
  } catch {
    return null;
  }
}

async function lookUp(name: string, type: keyof typeof types, resolver: string): Promise<string[]> {
  const url = `${resolver}?name=${encodeURIComponent(name)}&type=${type}`;
  const response = await fetch(url, {
    headers: { accept: "application/dns-json" },
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The resolver answered ${response.status}.`);
  const { Status, Answer = [] } = answer.parse(await response.json());
  if (Status !== 0 && Status !== noSuchName) throw new Error(`The resolver answered with code ${Status}.`);
  return Answer.filter((one) => one.type === types[type]).map(({ data }) => data);
}
