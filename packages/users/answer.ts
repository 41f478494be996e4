import type { User } from "./queries.server.ts";

/** Somebody of a process, as those who work in it may see them. `version` counts every change of the person. */
export const memberAnswer = ({ id, name, email, role, isActive, rev }: User) => ({
  id,
  name,
  email,
  role,
  isActive,
  version: rev,
});
export type MemberAnswer = ReturnType<typeof memberAnswer>;
