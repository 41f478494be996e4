/** A record by its kind (`incident`, `user`, …) and id. */
export interface Ref {
  kind: string;
  id: string;
}

/** The process itself. The kind is the module processes'; core and modules that processes build on say it by this. */
export const processRef = (processId: string): Ref => ({ kind: "process", id: processId });
