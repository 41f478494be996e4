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
