/**
 * What pages may weigh, in bytes as they are sent. `everyPage`: the file of React and Remix, `shared`, and the few lines of the
 * shell. `own`: what a route needs beside that before it can be shown. What is fetched by an `import()` counts for nothing.
 */
const limits = { everyPage: 120_000, own: 20_000 };
export const everyPage = "every page";

/** Libraries that only some pages need, or only the server. */
const neverOnEveryPage =
  /^node_modules\/(zod|@conform-to\/|temporal-|downshift|d3-|diff|micromark|cmdk|@radix-ui\/|lucide-|drizzle-orm|hono)/;

const mostNamed = 8;
/** In characters: less is what any change does. */
const noticed = 200;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** What has become larger, or where nothing has, all of it: the largest first. */
function grown(parts, before) {
  const changes = Object.entries(parts).map(([part, size]) => ({ part, size, more: size - (before[part] ?? 0) }));
  const larger = changes.filter(({ more }) => more > noticed);
  return (larger.length > 0 ? larger : changes.map((change) => ({ ...change, more: change.size })))
    .sort((one, other) => other.more - one.more)
    .slice(0, mostNamed)
    .map(({ part, size, more }) => `  ${part}: ${more === size ? kB(more) : `${kB(more)} more`} of source`);
}

function overLimit(id, { bytes, parts }, before) {
  const [limit, what] =
    id === everyPage ? [limits.everyPage, "What every page loads"] : [limits.own, `${id}'s own script`];
  if (bytes <= limit) return [];
  const title = `${what} is ${kB(bytes)} gzip, ${kB(bytes - limit)} over its limit. It was ${kB(before.bytes)}; since then:`;
  return [[title, ...grown(parts, before.parts)].join("\n")];
}

function misplaced(parts) {
  const found = Object.keys(parts).filter((part) => neverOnEveryPage.test(part));
  return found.length === 0 ? [] : [`On every page, and only some need it: ${found.join(", ")}`];
}

/**
 * A text for each weight over its limit, naming what grew; none: all is well. Both are `{ [id]: { bytes, parts } }` of a route, or
 * of `everyPage`: what is sent, and of how many characters of which source it is made.
 */
export function tooHeavy(now, before) {
  const was = (id) => before[id] ?? { bytes: 0, parts: {} };
  const over = Object.entries(now).flatMap(([id, weight]) => overLimit(id, weight, was(id)));
  return [...over, ...misplaced(now[everyPage].parts)];
}
