import { z } from "zod";
import { addDays, startOfDate } from "#packages/core/zones.ts";
import { commandsByName } from "#packages/modules.ts";

const date = z.iso.date().optional().catch(undefined);
const asked = z.object({ from: date, to: date });

/** The address with its days as the moments that they begin and end at on the reader's own clock. */
export function wholeDays({ from: _from, to: _to, ...rest }: Record<string, string>, timeZone: string) {
  const { from, to } = asked.parse({ from: _from, to: _to });
  return {
    ...rest,
    ...(from ? { from: new Date(startOfDate(timeZone, from)).toISOString() } : {}),
    ...(to ? { to: new Date(startOfDate(timeZone, addDays(to, 1)) - 1).toISOString() } : {}),
  };
}

const commands = [...commandsByName.values()];
export const auditActions = [...new Set(commands.map((command) => command.audit.action))].sort();
export const auditEntities = [...new Set(commands.map((command) => command.audit.entity))].sort();
