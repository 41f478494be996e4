import { setting, wholeNumber } from "#packages/core/setting.ts";

export const loanSettings = {
  loanDays: setting({
    key: "loanDays",
    label: "A loan is for",
    help: "Then its borrower is reminded, once.",
    default: 14,
    ...wholeNumber({ min: 1, max: 365, unit: "days" }),
  }),
};
