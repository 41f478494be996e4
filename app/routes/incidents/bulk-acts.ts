export type BulkAct = "assign" | "tag" | "untag" | "close";
