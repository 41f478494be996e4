import { mapped, type ProcessDoor } from "#packages/core/endpoint.ts";
import { partIn } from "#packages/core/part.ts";
import { canActPart } from "#packages/incidents/acting.server.ts";
import { listMembers } from "#packages/users/index.ts";

/** The people of a process, each with whether they can be paged and given incidents, by their role. */
export const membersOf = async (door: ProcessDoor) =>
  mapped(await door.view(listMembers, {}), (members) =>
    members.map((member) => ({ ...member, canAct: partIn(member, canActPart) ?? false })),
  );
