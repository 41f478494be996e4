import type { Actor } from "./actor.ts";
import type { Permission } from "./permissions.ts";

/** Who may hear of something: everyone of the process but its clients, its clients as well, or only these persons. */
export type Audience = "team" | "client" | { users: string[] };

/** Those who are in both. Whoever is named is named, of the team or not. */
export function inBoth(one: Audience, other: Audience): Audience {
  if (typeof one === "string") return typeof other === "object" || other === "team" ? other : one;
  if (typeof other === "string") return one;
  return { users: one.users.filter((id) => other.users.includes(id)) };
}

/** Whose id an audience may name: people of this process. A visitor's id is another process's. */
const ownId = (actor: Actor): string | null => (actor.kind === "user" ? actor.id : null);

/** Whether somebody may hear of a record that needs this permission and is meant for these. The product itself hears everything. */
export function mayHear(actor: Actor, permission: Permission, audience: Audience): boolean {
  if (actor.kind === "system") return true;
  if (!actor.permissions.includes(permission)) return false;
  if (typeof audience === "object") return audience.users.includes(ownId(actor) ?? "");
  return audience === "client" || actor.role !== "client";
}

/** What somebody may hear of the events that have left their hub, for those who read them where they are now. */
export interface Heard {
  /** Of kinds of records; null: of all there are. */
  kinds: string[] | null;
  /** Meant for these, or for this person by name. */
  audiences: string[];
  id: string | null;
}

export const heardBy = (actor: Actor, kinds: string[] | null): Heard => ({
  kinds,
  audiences: actor.role === "client" ? ['"client"'] : ['"team"', '"client"'],
  id: ownId(actor),
});

/** The same of a row's column `audience`, without the permission: a condition in SQL with the values for its question marks. */
export function audible(actor: Actor): { where: string; values: string[] } {
  if (actor.kind === "system") return { where: "true", values: [] };
  const id = ownId(actor);
  const named = id === null ? { where: "", values: [] } : { where: " OR instr(audience, ?) > 0", values: [`"${id}"`] };
  // The first half lets an index hold what is not for the team: of a client's, that is all there is to look at.
  if (actor.role === "client")
    return { where: `(audience <> '"team"' AND (audience = '"client"'${named.where}))`, values: named.values };
  return { where: `(audience IN ('"team"', '"client"')${named.where})`, values: named.values };
}
