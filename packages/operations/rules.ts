/** What an operator can ask of a process's hub itself. */
export const operatorActs = ["resync", "restore", "compare", "verify"] as const;
export type OperatorAct = (typeof operatorActs)[number];
