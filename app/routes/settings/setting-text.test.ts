import { expect, it } from "vitest";
import { incidentSettings } from "#packages/incidents/settings.ts";
import { sessionSettings } from "#packages/sessions/settings.ts";
import { valueWords } from "./setting-text.ts";

it("a number says its unit as one says it, and what 0 means", () => {
  const { field } = incidentSettings.unattendedMinutes;
  expect([0, 1, 30].map((value) => valueWords(field, value))).toEqual(["no reminder", "1 minute", "30 minutes"]);
  expect(valueWords(incidentSettings.acknowledgementMinutes.field, 0)).toBe("no end");
  expect(valueWords(sessionSettings.readsPerMinute.field, 1_200)).toBe("1,200 requests a minute");
});
