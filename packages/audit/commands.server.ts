import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { ok } from "#packages/core/result.ts";

/** Somebody from outside looked into this process: its own log says so, and its admins can read it. */
export const noteCrossProcess = command({
  name: "audit.crossProcess",
  permission: "platform.cross_process",
  audit: { action: "process.visit", entity: "process", always: true, about: ({ what }) => ({ detail: { what } }) },
  input: z.strictObject({ what: z.string().max(300) }),
  run: () => ok(null),
});
