/** Set in the environment: `VITE_SIM_TIMES` makes simulation and fault tests so many times as thorough. */
export const times = Number(process.env.VITE_SIM_TIMES ?? 1);

/** So much for each time, and no more than is worth the wait. */
export const scaled = (each: number, most: number): number => Math.min(most, Math.ceil(each * times));
