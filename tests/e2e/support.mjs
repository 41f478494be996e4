import { AxeBuilder } from "@axe-core/playwright";

/** Fails with what axe found, where, and how to mend it. */
export async function expectNoViolations(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
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
  page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith("__react")), null, {
    timeout: 15_000,
  });
