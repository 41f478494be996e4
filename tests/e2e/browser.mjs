import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/chromium.mjs";
import { Stop } from "../../scripts/lib/log.mjs";

/** A Chromium with a fresh profile. No sandbox: it can't be had as root in a container, and it only visits our own pages. */
export async function launchBrowser() {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Stop("No Chromium found. npm test installs one; or point the variable CHROMIUM at yours.");
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
    // The runner ends everything it started itself; Playwright's own handlers would exit before that.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
