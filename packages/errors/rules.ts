import { day, hour, minute } from "#packages/core/clock.ts";

/** How long an error is kept after it was last seen. */
export const keptMs = 30 * day;
/** Rows at most; beyond them the one not seen for longest goes. */
export const mostGroups = 500;
/** So many of one error within a minute are told, though it is known. */
export const loudPerMinute = 10;
/** One error is told at most once in this time. */
export const quietMs = hour;
/** The sample of an error that comes again within this time stays as it is. */
export const sampleKeptMs = 10 * minute;
/** Different errors told by mail within `quietMs`; beyond them only the list grows. */
export const mostTold = 20;
/**
 * Of errors that browsers without a session tell (anybody can make those up): kept at once, and told within `quietMs`. One
 * makes room for another when it was not seen for a day.
 */
export const mostOfStrangers = 50;
export const mostToldOfStrangers = 3;
export const strangersKeptMs = day;
/** Different errors in one report. */
export const mostInReport = 50;

export const lengths = { message: 500, stack: 2_000, where: 200, frame: 200, release: 64, kind: 60 };

/** The last one of its kind that was looked at closely. */
export interface ErrorSample {
  message: string;
  /** Cut, and without what people typed. Null where the error had none. */
  stack: string | null;
  /** Route pattern, page, command, view or timer. */
  where: string | null;
  requestId: string | null;
  processId: string | null;
  userId: string | null;
}

/** Whether nobody signed in stands behind it. */
export const isStrangers = ({ kind, sample }: { kind: string; sample: ErrorSample }): boolean =>
  kind.startsWith("browser.") && sample.userId === null;

const identifier = /^[\w.$-]{1,40}$/;

/**
 * What may be somebody's: replaced wherever an error's text has it. In this order. Repeats that begin anywhere are bounded: a
 * stranger can write the text, and without bounds the time would grow with the square of its length.
 */
const redactions: [RegExp, string | ((match: string, ...groups: string[]) => string)][] = [
  // A failed statement carries the values it was bound to.
  [/\n\s{0,20}params:[\s\S]*?(?=\n\s{1,20}at |$)/g, ""],
  // The parser quotes what it could not read.
  [/"[\s\S]{0,200}" is not valid JSON/g, '"…" is not valid JSON'],
  [/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, "[e-mail]"],
  [/\b(?:Bearer|Basic)\s+\S+/gi, "[secret]"],
  [/\beyJ[\w-]+(?:\.[\w-]*)*|\b(?:re|sk|pk|whsec|xox[abp])[_-][\w+/=-]{6,}/g, "[secret]"],
  [/([?&][\w.[\]-]+=)[^&\s#)"']*/g, "$1[value]"],
  [/\b[\w+=-]{40,}/g, "[secret]"],
  [/(["'“])([^"'”\n]{0,500})(["'”])/g, (match, _open = "", inner = "") => (identifier.test(inner) ? match : '"…"')],
];

/** An error's text without addresses, tokens, query values and quoted input. */
export function redact(text: string): string {
  let clean = text;
  // The two overloads of `replace` don't take the union.
  for (const [pattern, by] of redactions)
    clean = typeof by === "string" ? clean.replace(pattern, by) : clean.replace(pattern, by);
  return clean;
}

/** `/incidents/inc_01k…/comment` → `/incidents/:id/comment`. */
export const addressPattern = (path: string): string =>
  path
    .split(/[?#]/, 1)[0]
    ?.split("/")
    .map((part) => (/\d/.test(part) && part.length > 1 ? ":id" : part))
    .join("/") ?? "";

/** What differs between two of the same: ids, numbers, hashes. */
const normalised = (message: string): string =>
  message
    .replace(/\b[a-z]{2,5}_[0-9a-z]{10,}\b/g, "<id>")
    .replace(/\b[A-Z][A-Z0-9]+-\d+\b/g, "<number>")
    .replace(/\b[0-9a-f]{8,}\b/gi, "<hex>")
    .replace(/\d+/g, "<n>")
    .slice(0, 300);

const isFrame = (line: string) => /^\s*at |@(?:https?:|\/)/.test(line);
const notOurs = /node_modules|node:|native code|<anonymous>|cloudflare-internal|\(native\)/;

/** The first line of the stack that is in our code, without the host it was loaded from. */
export function ownFrame(stack: string | null): string {
  const lines = stack?.split("\n").filter(isFrame) ?? [];
  const line = lines.find((one) => !notOurs.test(one)) ?? lines[0] ?? "";
  return line
    .trim()
    .replace(/https?:\/\/[^/\s]+/, "")
    .slice(0, lengths.frame);
}

/** Two errors are the same when these are. */
export const fingerprintText = (kind: string, release: string, message: string, frame: string): string =>
  JSON.stringify([kind, release, normalised(message), frame]);

/** Message and stack of an error as it was logged: both in one text. */
export function splitError(text: string): { message: string; stack: string | null } {
  const lines = text.split("\n");
  const first = lines.findIndex(isFrame);
  if (first === -1) return { message: text.trim(), stack: null };
  return { message: lines.slice(0, first).join("\n").trim(), stack: lines.slice(first).join("\n") };
}
