export const words: string[];
export const questions: string[];
export function dice(seed: number): () => number;
export function textsOf(number: number): { title: string; description: string; roll: number };
