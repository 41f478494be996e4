import type { SavedView } from "./tables.ts";

export const viewAnswer = (
  { id, name, page, search, shared, ownerId, ownerName }: SavedView,
  userId: string | null,
) => ({
  ...{ id, name, page, search, shared, ownerId, ownerName },
  /** Of whoever asks. */
  own: ownerId === userId,
});
export type ViewAnswer = ReturnType<typeof viewAnswer>;
