export interface Weight {
  bytes: number;
  parts: Record<string, number>;
}
export const everyPage: string;
export function tooHeavy(now: Record<string, Weight>, before: Record<string, Weight>): string[];
