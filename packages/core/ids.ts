import { platformProcess } from "./partition.ts";
import { type Region, regions } from "./regions.ts";

/** Kinds of ids that are core's own, with their prefixes. Modules bring theirs (`Module.ids`); `packages/ids.ts` knows all. */
export const corePrefixes = {
  process: "prc",
  command: "cmd",
  request: "req",
  message: "msg",
  delivery: "dlv",
  batch: "bat",
  job: "job",
} as const;
export type CoreIdKind = keyof typeof corePrefixes;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const tagLength = 5;
/** The tag of the platform's own ids, and of what belongs to no process, such as a request. No process is given it. */
export const platformTag = "0".repeat(tagLength);

const noise = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % 32]).join("");

/**
 * `inc_<tag><time><noise>`: the tag of the process that it belongs to, 48 bits of UTC milliseconds, 80 random bits, in
 * Crockford base 32. The ids of one process sort by time.
 */
export function idWith(prefix: string, now: number, tag: string): string {
  let time = "";
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  return `${prefix}_${tag}${time}${noise(16)}`;
}

export const coreId = (kind: CoreIdKind, now: number, tag: string): string => idWith(corePrefixes[kind], now, tag);

const lettersEach = Math.floor(alphabet.length / regions.length);
const nowhere = regions.length * lettersEach;

/**
 * A tag for a new process. Its first letter says the region that the process's hub is made in; three letters stand for each,
 * so one tag in three million is another's: whoever registers the process looks, and takes a new one.
 */
export function newTag(region: Region | null = null): string {
  const letters = lettersOf(region);
  return `${letters.charAt((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % letters.length)}${noise(tagLength - 1)}`;
}

/** What the tags of a region begin with; of null, those of processes that have none. */
export function lettersOf(region: Region | null): string {
  if (region === null) return alphabet.slice(nowhere);
  const from = regions.indexOf(region) * lettersEach;
  return alphabet.slice(from, from + lettersEach);
}

/** Where a process's hub is, by its id; null: wherever it was first asked for. */
export function regionOf(processId: string): Region | null {
  const tag = tagOf(processId);
  if (tag === null || tag === platformTag) return null;
  return regions[Math.floor(alphabet.indexOf(tag.charAt(0)) / lettersEach)] ?? null;
}

/** The tag of the process that an id belongs to, which is cut from it; null where the text is no id of ours. */
export function tagOf(id: string): string | null {
  if (id === platformProcess) return platformTag;
  return /^[a-z]+_([0-9a-z]{5})/.exec(id)?.[1] ?? null;
}

/** The same of a process's own id, which has one: anything else is a bug of the caller's. */
export function tagOfProcess(processId: string): string {
  const tag = tagOf(processId);
  if (tag === null) throw new Error(`${processId} is no id of a process.`);
  return tag;
}

/** Where a record is to be found: `tag` of its process, or the process's short name for a number such as `MOMO-142`. */
export type Whereabouts = { by: "tag" | "slug"; value: string };

/** What an id or number says of the process that it belongs to; null: nothing, so no process has it. */
export function whereaboutsOf(reference: string): Whereabouts | null {
  const slug = /^([a-z][a-z0-9]{0,23})-\d+$/i.exec(reference)?.[1];
  if (slug) return { by: "slug", value: slug.toLowerCase() };
  const tag = tagOf(reference);
  return tag === null ? null : { by: "tag", value: tag };
}
