/** A record by its kind (`incident`, `user`, …) and id. */
export interface Ref {
  kind: string;
  id: string;
}
