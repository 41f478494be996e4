import type { Actor } from "./core/actor.ts";
import { kindRegister, type RegisteredKind } from "./core/entity.ts";
import { modules } from "./modules.ts";

/** The register of entity kinds: what a record is called, where its page is, and who may know of it. */
export const { byName: kindsByName, byPrefix: kindsByPrefix } = kindRegister(
  modules.flatMap((module) => module.entities ?? []),
);

/** A kind that nothing registers is a mistake of the release. */
export function kindOf(name: string): RegisteredKind {
  const kind = kindsByName.get(name);
  if (!kind) throw new Error(`No module registers the kind ${name}.`);
  return kind;
}

/** The kinds of records, of those wanted, that somebody may read; the product itself may read all. */
export function readableKinds(
  { kind, permissions }: Actor,
  wanted: readonly string[] = [...kindsByName.keys()],
): string[] {
  return wanted.filter((name) => {
    const registered = kindsByName.get(name);
    return registered !== undefined && (kind === "system" || permissions.includes(registered.permission));
  });
}
