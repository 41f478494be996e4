import { delimiter, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const at = (...parts) => join(root, ...parts);
export const bin = (tool) => at("node_modules", ".bin", tool);

const isLocalBin = (folder) => /node_modules[\\/]\.bin[\\/]?$/.test(folder);
const outerPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => !isLocalBin(folder));

/** The machine's own Node and npm: what may be running while node_modules is replaced. */
export const outerEnv = () => ({ ...process.env, PATH: outerPath.join(delimiter) });

/** The project's own tools first, its Node among them. */
export const toolEnv = (extra = {}) => ({
  ...process.env,
  PATH: [at("node_modules", ".bin"), ...outerPath].join(delimiter),
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: at(".wrangler", "logs"),
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  ...extra,
});
