import { type Permission, processRoles, type Role } from "#packages/core/permissions.ts";

/** What the roles may do, in the words of the pages. Only what the product does today. */
export const capabilities: readonly { permission: Permission; words: string; group: string }[] = [
  { group: "Incidents", permission: "incidents.view", words: "See incidents and the dashboard" },
  { group: "Incidents", permission: "incidents.create", words: "Open an incident" },
  { group: "Incidents", permission: "incidents.update", words: "Work on it: acknowledge, comment, resolve" },
  { group: "Incidents", permission: "incidents.assign", words: "Assign it to others" },
  { group: "Paging", permission: "escalations.view", words: "See chains and the dry run" },
  { group: "Paging", permission: "escalations.run", words: "Escalate by hand" },
  { group: "Paging", permission: "escalations.manage", words: "Change chains" },
  { group: "Paging", permission: "on_call.view", words: "See who is on call" },
  { group: "Paging", permission: "on_call.manage", words: "Change the schedule" },
  { group: "Overview", permission: "activity.view", words: "Follow the live feed" },
  { group: "Overview", permission: "outbox.view", words: "Read what was sent, and to whom" },
  { group: "Overview", permission: "outbox.retry", words: "Send a message again" },
  { group: "Overview", permission: "audit.view", words: "Read and verify the audit log" },
  { group: "Administration", permission: "members.view", words: "See the people" },
  { group: "Administration", permission: "members.manage", words: "Change roles, deactivate people" },
  { group: "Administration", permission: "processes.edit", words: "Change the settings" },
  { group: "Others", permission: "tickets.own", words: "Raise tickets (comes with tickets)" },
  { group: "Others", permission: "portal.view", words: "Use the client portal (comes with the portal)" },
  { group: "Others", permission: "platform.cross_process", words: "Enter every process; each visit is audited" },
];

/** As the table shows them: the mightiest first. */
export const shownRoles: readonly Role[] = [...processRoles].reverse();

export const roleLabel = (role: string) => role.charAt(0).toUpperCase() + role.slice(1).replaceAll("_", " ");
