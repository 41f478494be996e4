import { simulate } from "./runs.ts";

simulate("a process on its worst days, with the real D1", { firstSeed: 300_000, worlds: 4, episodes: 8, d1: "real" });
