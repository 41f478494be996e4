import type { Named } from "./entity.ts";
import type { IconName } from "./icons.ts";
import type { Permission } from "./permissions.ts";

/** A place in the product, as menus, the palette and the keyboard offer it. */
export interface NavItem {
  to: string;
  label: string;
  /** Where the phone's bottom bar has room for less. */
  short?: string;
  icon: IconName;
  permission: Permission;
  /** Follows "g". */
  key: string;
  /**
   * For those who go between processes: `process` is about one at a time and opens with the one that was chosen last,
   * `platform` is about all of them together. Others show the one that is chosen, or all.
   */
  scope?: "process" | "platform";
  /** Has a place in the phone's bottom bar; the rest is under More. */
  bottom?: boolean;
}

/** How pages show a kind of record and where they link to. */
export interface EntityLook {
  kind: string;
  /** "Incident", and over several "Incidents". */
  name: string;
  plural: string;
  icon: IconName;
  /** The same as its kind has. */
  path(record: Named): string | null;
}

/** Only what asks for attention has a colour. */
export interface EventLook {
  icon: IconName;
  tone?: "danger" | "warning" | "success";
}

/** What pages know of a module. Browser-safe, and no part of the product's other half: icons stay out of the Worker. */
export interface ModuleUi {
  nav?: readonly NavItem[];
  entities?: readonly EntityLook[];
  /** By type; an event of another type looks like its kind. */
  events?: Record<string, EventLook>;
  /** What the feed can be narrowed to, as `matchesType` reads it. */
  feed?: readonly { value: string; label: string }[];
}
