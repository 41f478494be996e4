/** A statement and what was bound to it. */
export interface Sent {
  sql: string;
  values: unknown[];
}

const words = (sql: string) => sql.match(/"[^"]*"|'[^']*'|\?|\w+|[^\s\w]/g) ?? [];
const ends = new Set(["group", "order", "limit", "having", "union", "returning", "window"]);

interface Scope {
  tables: string[];
  /** Terms that hold for every row: joined by AND, at no depth below an OR. */
  terms: string[];
}

/**
 * The tables that a statement reads without being held to the process. Written apart from the guard it checks: it reads
 * the statement word by word, one SELECT at a time, and takes `process_id = ?` for an answer only where it must hold.
 */
export function unheld({ sql, values }: Sent, tables: string[], processId: string): string[] {
  let place = 0;
  const text = words(sql).map((word) => (word === "?" ? `?${place++}` : word));
  const found: string[] = [];
  for (const scope of scopesOf(text)) {
    for (const table of scope.tables.filter((name) => tables.includes(name))) {
      const holds = scope.terms.some((term) => {
        const bound = new RegExp(`^"${table}" \\. "process_id" = \\?(\\d+)$`).exec(term)?.[1];
        return bound !== undefined && values[Number(bound)] === processId;
      });
      if (!holds) found.push(table);
    }
  }
  return found;
}

function scopesOf(text: string[]): Scope[] {
  const scopes: Scope[] = [];
  text.forEach((word, index) => {
    if (!/^(select|update|delete|insert)$/i.test(word)) return;
    const own = ownWords(text, index);
    scopes.push({ tables: tablesIn(own), terms: termsIn(own) });
  });
  return scopes;
}

/** The words of one SELECT, up to the bracket that closes it, with the SELECTs inside it left out. */
function ownWords(text: string[], from: number): string[] {
  const own: string[] = [];
  let depth = 0;
  let skipping = 0;
  for (const [index, word] of text.entries()) {
    if (index < from) continue;
    if (word === ")" && depth === 0) break;
    if (word === "(") depth += 1;
    if (word === "(" && !skipping && /^select$/i.test(text[index + 1] ?? "")) skipping = depth;
    if (!skipping) own.push(word);
    if (word === ")" && skipping === depth) skipping = 0;
    if (word === ")") depth -= 1;
  }
  return own;
}

const bare = (word: string) => word.replaceAll('"', "");

function tablesIn(own: string[]): string[] {
  const found: string[] = [];
  let listing = false;
  own.forEach((word, index) => {
    const before = own[index - 1]?.toLowerCase() ?? "";
    if (before === "from" || before === "update" || before === "into") listing = true;
    if (/^(where|set|order|group|limit|values)$/i.test(word)) listing = false;
    const named = ["from", "join", "update", "into"].includes(before) || (before === "," && listing);
    if (named && word !== "(") found.push(bare(word));
  });
  return found;
}

const joining = new Set(["where", "join", "cross", "inner", "left"]);

function termsIn(own: string[]): string[] {
  const lower = own.map((word) => word.toLowerCase());
  return lower.flatMap((word, place) => {
    // What a join is on holds for every row, too, unless rows are there without it.
    const holds = word === "where" || (word === "on" && lower[lower.lastIndexOf("join", place) - 1] !== "left");
    if (!holds) return [];
    const end = lower.findIndex((one, index) => index > place && (ends.has(one) || joining.has(one)));
    return conjuncts(own.slice(place + 1, end < 0 ? undefined : end));
  });
}

/** Splits at the outermost ANDs; what stands under an OR counts as one term that matches nothing. */
function conjuncts(where: string[]): string[] {
  const inner = unwrapped(where);
  const parts: string[][] = [[]];
  let depth = 0;
  for (const word of inner) {
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth === 0 && /^or$/i.test(word)) return [];
    if (depth === 0 && /^and$/i.test(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  if (parts.length === 1) return [inner.join(" ")];
  return parts.flatMap(conjuncts);
}

/** Without the brackets around the whole. */
function unwrapped(where: string[]): string[] {
  if (where[0] !== "(" || where.at(-1) !== ")") return where;
  let depth = 0;
  for (const [index, word] of where.entries()) {
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth === 0 && index < where.length - 1) return where;
  }
  return unwrapped(where.slice(1, -1));
}
