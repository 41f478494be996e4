import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** The product with the module under test registered beside its own. */
const config = mergeConfig(base, {
  resolve: { alias: { "#packages/extra.ts": fileURLToPath(new URL("extra.ts", import.meta.url)) } },
});
config.test.include = ["tests/module/**/*.test.ts"];
export default config;
