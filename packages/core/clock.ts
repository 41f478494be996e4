/** The one source of the time, in UTC milliseconds. Tests and the simulation set it; nothing else reads `Date.now()`. */
export const clock = {
  now: (): number => Date.now(),
};

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const toIso = (ms: number): string => new Date(ms).toISOString();
export const toIsoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms));
