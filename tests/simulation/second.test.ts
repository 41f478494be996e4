import { simulate } from "./runs.ts";

simulate("a process on its worst days", { firstSeed: 20_000, worlds: 15, episodes: 10, d1: "quick" });
