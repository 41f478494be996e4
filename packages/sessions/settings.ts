import { setting, wholeNumber } from "#packages/core/setting.ts";

/** A page is several requests. */
const range = { min: 60, max: 100_000, unit: "requests a minute" };
const help = "Beyond it requests are refused for a moment. Acknowledging and signing out are never refused.";

/** What one person may ask for, and change, within a minute. */
export const sessionSettings = {
  readsPerMinute: setting({
    key: "readsPerMinute",
    label: "Reads by one person",
    help,
    rare: true,
    default: 600,
    ...wholeNumber(range),
  }),
  writesPerMinute: setting({
    key: "writesPerMinute",
    label: "Changes by one person",
    help,
    rare: true,
    default: 120,
    ...wholeNumber(range),
  }),
};
