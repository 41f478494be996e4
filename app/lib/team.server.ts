import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { membersOf } from "./members.server.ts";

export interface TeamMember {
  id: string;
  name: string;
  /** Active, and may act on incidents. */
  assignable: boolean;
}

/** Who works in a process; nobody where this person may not see its people. */
export async function teamOf(door: ProcessDoor): Promise<TeamMember[]> {
  const members = await membersOf(door);
  if (!members.ok) return [];
  return members.value.map(({ id, name, isActive, canAct }) => ({
    id,
    name,
    assignable: isActive && canAct,
  }));
}
