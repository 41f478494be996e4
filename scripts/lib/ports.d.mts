export function freePort(): Promise<number>;
export function isListening(port: number): Promise<boolean>;
export function bindProblem(port: number): Promise<string | null>;
