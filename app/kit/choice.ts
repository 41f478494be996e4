/** Which process a page is about, for those who may choose. */
export interface Choice {
  /** Those to choose from; null for everyone who belongs to one. */
  processes: readonly { id: string; slug: string; name: string }[] | null;
  /** The chosen one; null while a super admin looks at all of them. */
  current: string | null;
}
