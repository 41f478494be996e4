import { describe, expect, it } from "vitest";
import { playWorld } from "./world.ts";

/** Set in the environment: `VITE_SIM_SEED` replays one world, `VITE_SIM_TIMES` plays so many times as many of them. */
const replayed = Number(import.meta.env.VITE_SIM_SEED ?? 0);
const times = Number(import.meta.env.VITE_SIM_TIMES ?? 1);

interface Plan {
  firstSeed: number;
  worlds: number;
  /** Runs in one world, one after the other; each ends with the faults over and everything checked. */
  episodes: number;
  d1: "quick" | "real";
}

export function simulate(name: string, { firstSeed, worlds, episodes, d1 }: Plan): void {
  const seeds = replayed > 0 ? [replayed] : Array.from({ length: worlds * times }, (_, index) => firstSeed + index);
  describe(name, () => {
    it.each(seeds)("keeps every promise in the world of seed %i", { timeout: 240_000 }, async (seed) => {
      expect(await playWorld(seed, episodes, d1 === "quick")).toBe(episodes);
    });
  });
}
