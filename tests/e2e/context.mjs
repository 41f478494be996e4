import { mkdirSync } from "node:fs";
import { join } from "node:path";

const screenshotsDir = join(import.meta.dirname, "screenshots");
/** How long a test waits for what it expects. Long: on a busy machine a page takes many times as long. */
const patienceMs = 60_000;
const viewports = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

async function logIn({ email, password }) {
  const response = await fetch("/api/auth/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return response.status;
}

const picture = (page, name) => page.screenshot({ path: join(screenshotsDir, `${name}.png`), fullPage: true });

/**
 * What one test gets: the running app, a browser, the inbox, the demo accounts, and the few moves that every test makes.
 * Tests run side by side: its pages and their errors are its own, app and inbox are everyone's.
 */
export function createContext({ server, browser, mail, accounts, keepsPictures }) {
  mkdirSync(screenshotsDir, { recursive: true });
  const contexts = [];
  const pageErrors = [];

  const ctx = {
    baseUrl: server.url,
    browser,
    mail,
    accounts,
    runCron: server.runCron,

    /** The first demo account of a role, in a process if that matters. */
    account(role, process) {
      const found = accounts.find(
        (account) => account.role === role && (process === undefined || account.process === process),
      );
      if (!found) throw new Error(`No demo account for ${role}${process ? ` in ${process}` : ""}.`);
      return found;
    },

    /** A page with cookies of its own, so two of them are two people. Its uncaught errors fail the test. */
    async newPage({ size = "wide", theme = "light", ...options } = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: viewports[size],
        colorScheme: theme,
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      page.on("pageerror", (error) => pageErrors.push(error));
      return page;
    },

    resize: (page, size) => page.setViewportSize(viewports[size]),

    /** A page signed in by the API, from inside the page so that the cookie comes the way it does for people. */
    async signIn(account, options) {
      const page = await ctx.newPage(options);
      await page.goto("/healthz");
      const status = await page.evaluate(logIn, account);
      if (status !== 200) throw new Error(`Signing in as ${account.email} answered ${status}.`);
      return page;
    },

    /** Into tests/e2e/screenshots, when they were asked for: a picture of a whole page takes as long as loading it. */
    screenshot: async (page, name) => keepsPictures && picture(page, name),
  };

  /** After the test: a failed one leaves pictures of its pages, and no page outlives its test. */
  async function tidy(failedName) {
    let number = 0;
    for (const context of contexts) {
      for (const page of failedName ? context.pages() : []) {
        number += 1;
        await picture(page, `failed-${failedName.replace(/\W+/g, "-")}-${number}`).catch(() => {});
      }
      await context.close();
    }
  }

  return { ctx, tidy, pageErrors };
}
