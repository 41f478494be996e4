import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Rollup } from "vite";
import { chunkOf } from "./chunks.ts";
import { iconSprite } from "./icon-sprite.ts";
import { partsReport } from "./parts-report.ts";
import { stringChunks } from "./string-chunks.ts";

/** A route without a page has nothing for browsers; and comments of packages are not ours to mend. */
const isExpected = ({ code, id }: Rollup.RollupLog) =>
  code === "EMPTY_BUNDLE" || (code === "INVALID_ANNOTATION" && id?.includes("/node_modules/"));

export default defineConfig(({ isSsrBuild }) => ({
  publicDir: "app/public",
  plugins: [
    tailwindcss(),
    iconSprite(),
    stringChunks(),
    partsReport(),
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        // The route table is small: one manifest with the page costs less than asking for pieces of it.
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  ssr: {
    target: "webworker",
    noExternal: true,
    resolve: {
      conditions: ["workerd", "worker", "browser"],
      externalConditions: ["workerd", "worker"],
    },
  },
  // Licences are kept with the packages; each comment would be paid for on every phone.
  esbuild: { legalComments: "none" },
  build: {
    target: "es2022",
    minify: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: isSsrBuild ? {} : { manualChunks: chunkOf, onlyExplicitManualChunks: true },
      onwarn: (warning, warn) => isExpected(warning) || warn(warning),
    },
  },
}));
