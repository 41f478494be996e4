/** Every kind of id there is. The prefix tells a reader, and a log, what an id is of. */
export const idPrefixes = {
  process: "prc",
  user: "usr",
  session: "ses",
  incident: "inc",
  chain: "esc",
  tier: "tier",
  run: "run",
  execution: "exe",
  onCall: "onc",
  message: "msg",
  delivery: "dlv",
  batch: "bat",
  command: "cmd",
  request: "req",
  account: "acc",
  watcher: "wat",
  comment: "cmt",
  error: "err",
  visit: "vis",
  job: "job",
} as const;
export type IdKind = keyof typeof idPrefixes;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** `inc_01k…`: 48 bits of UTC milliseconds, then 80 random bits, in Crockford base 32; sorts by time. */
export function newId(kind: IdKind, now: number): string {
  let time = "";
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  const noise = crypto.getRandomValues(new Uint8Array(16));
  let tail = "";
  for (const byte of noise) tail += alphabet[byte % 32];
  return `${idPrefixes[kind]}_${time}${tail}`;
}
