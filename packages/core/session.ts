import type { Role } from "./permissions.ts";

/** The signed-in person as pages and routes see them. */
export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** IANA name; null follows the process. */
  timeZone: string | null;
}

export interface ProcessBrief {
  id: string;
  slug: string;
  name: string;
  /** IANA name. */
  timeZone: string;
}
