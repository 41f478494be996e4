import { z } from "zod";
import { ListAudit } from "#packages/audit/queries.server.ts";
import { addDays, startOfDate } from "#packages/core/zones.ts";
import { commandsByName } from "#packages/modules.ts";

const date = z.iso.date().optional().catch(undefined);
const asked = z.object({ from: date, to: date });

/** What the address asks for. Dates are whole days on the reader's own clock. */
export function auditFilter(params: URLSearchParams, timeZone: string) {
  const given = Object.fromEntries([...params].filter(([name, value]) => value !== "" && name in ListAudit.shape));
  const { from, to } = asked.parse(given);
  return ListAudit.safeParse({
    ...given,
    from: from && new Date(startOfDate(timeZone, from)).toISOString(),
    to: to && new Date(startOfDate(timeZone, addDays(to, 1)) - 1).toISOString(),
  });
}

const commands = [...commandsByName.values()];
export const auditActions = [...new Set(commands.map((command) => command.audit.action))].sort();
export const auditEntities = [...new Set(commands.map((command) => command.audit.entity))].sort();
