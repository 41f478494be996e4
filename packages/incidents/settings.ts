import { choices, setting, wholeNumber } from "#packages/core/setting.ts";
import { severities } from "./rules.ts";

export const incidentSettings = {
  unattendedMinutes: setting({
    key: "unattendedMinutes",
    label: "Reminder of an unattended incident",
    help: "How long an incident may stay open and unassigned before everyone is reminded, once. 0 turns the reminder off.",
    default: 30,
    ...wholeNumber({ min: 0, max: 10_080, unit: "minutes", zero: "no reminder" }),
  }),
  acknowledgementMinutes: setting({
    key: "acknowledgementMinutes",
    label: "An acknowledgement holds for",
    help: "Then the incident needs an acknowledgement again and the next tier is paged, unless it was renewed or work has begun. 0: without an end.",
    default: 0,
    ...wholeNumber({ min: 0, max: 10_080, unit: "minutes", zero: "no end" }),
  }),
  requireRcaFor: setting({
    key: "requireRcaFor",
    label: "Root cause required for",
    help: "Such an incident can't be resolved without one.",
    default: [],
    ...choices(severities),
  }),
};
