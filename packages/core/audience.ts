/** Who may hear of something: everyone of the process but its clients, its clients as well, or only these persons. */
export type Audience = "team" | "client" | { users: string[] };

/** Those who are in both. Whoever is named is named, of the team or not. */
export function inBoth(one: Audience, other: Audience): Audience {
  if (typeof one === "string") return typeof other === "object" || other === "team" ? other : one;
  if (typeof other === "string") return one;
  return { users: one.users.filter((id) => other.users.includes(id)) };
}
