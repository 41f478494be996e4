import { skipped } from "../lib/figure.mjs";

/** Lighthouse is not among the project's packages; where somebody has installed it, this is the place to call it. */
export const lighthouse = async () => [skipped("Lighthouse, mobile", "not installed here, so not measured")];
