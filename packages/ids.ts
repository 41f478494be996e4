import { corePrefixes, idWith } from "./core/ids.ts";
import { register } from "./core/register.ts";
import { kindsByName } from "./kinds.ts";
import { modules } from "./modules.ts";

const brought = register("kinds of ids", [
  ...Array.from(kindsByName, ([kind, { prefix }]) => [kind, prefix] as const),
  ...modules.flatMap((module) => Object.entries(module.ids ?? {})),
]);
/** Core gives ids of some kinds that modules have records of. */
const itsOwn = Object.entries(corePrefixes).filter(([kind, prefix]) => brought.get(kind) !== prefix);

/** The prefix of each kind of id: of entity kinds, of other rows (`Module.ids`) and of core's own. */
export const prefixesByKind = register<string>("kinds of ids", [...itsOwn, ...brought]);
// Two kinds with one prefix could not be told apart.
register(
  "prefixes of ids",
  Array.from(prefixesByKind, ([kind, prefix]) => [prefix, kind] as const),
);

/** An id of any registered kind. `tag`: of the process that it will belong to. */
export function newId(kind: string, now: number, tag: string): string {
  const prefix = prefixesByKind.get(kind);
  if (!prefix) throw new Error(`No module has ids of the kind ${kind}: register it as an entity, or in Module.ids.`);
  return idWith(prefix, now, tag);
}
