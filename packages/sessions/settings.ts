import { setting, wholeNumber } from "#packages/core/setting.ts";

const help = "Beyond it requests are refused for a moment. Acknowledging and signing out are never refused.";

/** What one person may ask for, and change, within a minute. */
export const sessionSettings = {
  readsPerMinute: setting({
    key: "readsPerMinute",
    label: "A person's reads a minute",
    help,
    default: 600,
    ...wholeNumber({ min: 60, max: 100_000, unit: "requests", tooSmall: "At least 60: a page is several requests." }),
  }),
  writesPerMinute: setting({
    key: "writesPerMinute",
    label: "A person's changes a minute",
    help,
    default: 120,
    ...wholeNumber({ min: 60, max: 100_000, unit: "requests", tooSmall: "At least 60." }),
  }),
};
