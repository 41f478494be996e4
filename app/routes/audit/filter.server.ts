import { commandsByName } from "#packages/modules.ts";

const commands = [...commandsByName.values()];
export const auditActions = [...new Set(commands.map((command) => command.audit.action))].sort();
export const auditEntities = [...new Set(commands.map((command) => command.audit.entity))].sort();
