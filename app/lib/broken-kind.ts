export type BrokenKind = "error" | "rejection" | "render";
