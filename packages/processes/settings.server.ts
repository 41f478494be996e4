import type { Ctx } from "#packages/core/context.ts";
import { setting } from "#packages/core/setting.ts";
import { line } from "#packages/core/text.ts";
import { timeZone, zoneNamed, zoneNames } from "#packages/core/zone-names.ts";
import { mustStoredProcess } from "./queries.server.ts";
import { processes } from "./tables.ts";

const patch = (ctx: Ctx, changes: { name: string } | { timeZone: string }): void =>
  void ctx.patch(processes, mustStoredProcess(ctx.db, ctx.processId), changes);

/** What the directory has, too, is kept in the process's own row. */
export const processSettings = {
  name: setting({
    key: "name",
    label: "Name",
    help: "As it stands in mails and in lists of processes.",
    default: "",
    schema: line(80),
    field: { kind: "line", maxLength: 80 },
    kept: {
      read: (db, processId) => mustStoredProcess(db, processId).name,
      write: (ctx, name) => patch(ctx, { name }),
    },
  }),
  timeZone: setting({
    key: "timeZone",
    label: "Time zone",
    help: "On-call days begin and end at midnight there.",
    default: "UTC",
    schema: timeZone,
    field: { kind: "line", maxLength: 60 },
    suggestions: zoneNames,
    notice: (name) =>
      zoneNamed(name) === null
        ? `The time zone “${name}” can't be used. Until another is chosen, days and times are worked out in UTC; pages go out.`
        : null,
    kept: {
      read: (db, processId) => mustStoredProcess(db, processId).timeZone,
      write: (ctx, zone) => patch(ctx, { timeZone: zone }),
    },
  }),
};
