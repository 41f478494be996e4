import { periodWords } from "#packages/core/dates.ts";

export const onCallRoles = ["primary", "backup", "escalation"] as const;
export type OnCallRole = (typeof onCallRoles)[number];
export const onCallRoleWords: Record<OnCallRole, string> = {
  primary: "Primary",
  backup: "Backup",
  escalation: "Escalation",
};

/** So many days at most are filled at once. */
export const mostDays = 62;

const listed = new Intl.ListFormat("en-GB");

/** “primary on Tue 24 Nov”, “primary from Tue 24 to Mon 30 Nov” */
export function dutyWords(role: OnCallRole, from: string, to: string = from): string {
  return `${onCallRoleWords[role].toLowerCase()} ${from === to ? "on" : "from"} ${periodWords(from, to)}`;
}

/** “Thabo has 2 of these days, Sipho has 1 of these days”; by what they are called. */
export function takenWords(holders: readonly string[]): string {
  const days = Map.groupBy(holders, (name) => name);
  return listed.format([...days].map(([name, { length }]) => `${name} has ${length} of these days`));
}
