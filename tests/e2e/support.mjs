import { AxeBuilder } from "@axe-core/playwright";

/** What axe judges by the colours that it sees. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** Fails with what axe found, where, and how to mend it. `rules`: "all", or "colours" for a second look at the same page. */
export async function expectNoViolations(page, where, rules = "all") {
  // Legacy mode judges in the page itself; the other one opens a second page each time, for frames that we don't have.
  // Naming every node that is well takes longer than finding those that aren't.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (rules === "all" ? axe : axe.withRules(colourRules)).analyze();
  if (violations.length === 0) return;
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n      ${nodes
        .slice(0, 3)
        .map((node) => `${node.target}: ${node.failureSummary?.split("\n")[1] ?? ""}`)
        .join("\n      ")}`,
  );
  throw new Error(`axe on ${where}:\n    ${told.join("\n    ")}`);
}

/** A page never scrolls sideways: what doesn't fit must fold. */
export async function expectNoSidewaysScroll(page, where) {
  const [inner, outer] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if (inner > outer) throw new Error(`${where} is ${inner} px wide in a window of ${outer} px.`);
}

export function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** Calls the API as the person signed in on a page, from inside it. */
export const api = (page, method, path, body) =>
  page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(`/api${path}`, {
        method,
        headers: body ? { "content-type": "application/json" } : {},
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    { method, path, body },
  );

/** Until the page has its script: before that, keys and live updates are not there yet. */
export const hydrated = (page) =>
  page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith("__react")));

/** Until nothing moves any more: fonts are there, transitions have ended, and a frame has been drawn since. */
export const settled = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    // Frames are asked for: without one a transition of something that is covered never comes to its end.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const ends = ({ playState, effect }) =>
      playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    do await frame();
    while (document.getAnimations().some(ends));
    await frame();
    await frame();
  });

/** What a page hears on its sockets from now on; the answer waits until a frame matches. */
export function listen(page) {
  const frames = [];
  const waiting = new Set();
  const take = ({ payload }) => {
    frames.push(String(payload));
    for (const one of waiting) one();
  };
  page.on("websocket", (socket) => socket.on("framereceived", take));
  return (pattern) =>
    new Promise((resolve) => {
      const look = () => frames.some((frame) => pattern.test(frame)) && resolve(waiting.delete(look));
      waiting.add(look);
      look();
    });
}
