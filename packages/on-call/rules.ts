export const onCallRoles = ["primary", "backup", "escalation"] as const;
export type OnCallRole = (typeof onCallRoles)[number];
export const onCallRoleWords: Record<OnCallRole, string> = {
  primary: "Primary",
  backup: "Backup",
  escalation: "Escalation",
};
