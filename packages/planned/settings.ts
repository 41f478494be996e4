import { z } from "zod";
import { listOf, setting, wholeNumber } from "#packages/core/setting.ts";

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(120)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "Not a domain. Write one like example.com.");

/** Settings that the API takes already, of modules that are still to come. */
export const plannedSettings = {
  stakeholderDomains: setting({
    key: "stakeholderDomains",
    label: "Stakeholder domains",
    help: "Addresses at these domains may be told of what concerns clients.",
    default: [],
    planned: true,
    ...listOf(domain, 50),
  }),
  digestHour: setting({
    key: "digestHour",
    label: "Digest hour",
    help: "Hour of the day, in the process's zone, of the nightly digest.",
    default: 7,
    planned: true,
    ...wholeNumber({ min: 0, max: 23, unit: "o'clock" }),
  }),
};
