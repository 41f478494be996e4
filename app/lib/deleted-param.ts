/** In the address of the page that is left when a record was deleted: its kind and id, for the way back. */
export const deletedParam = "deleted";

export const deletedValue = (kind: string, id: string): string => `${kind}/${id}`;

export function readDeleted(value: string | null): { kind: string; id: string } | null {
  const [, kind, id] = /^([a-z_]+)\/([\w-]+)$/.exec(value ?? "") ?? [];
  return kind && id ? { kind, id } : null;
}
