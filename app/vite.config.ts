import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { leanIcons } from "./lean-icons.ts";
import { stringChunks } from "./string-chunks.ts";

/** Parts that bring a library along and are fetched when they are wanted. */
const fetchedLater =
  /\/(ui\/(overlay\/(dialog|confirm-dialog|delete-record|menu)|form\/form-fields)|lib\/send-error)\.tsx?/;

/** What every page uses, and what the dashboard and the list of incidents have in common. */
const usedAtOnce =
  /\/app\/(root|register|routes\/_shell|lib|live|components\/ui|components\/incident\/(cells|use-))|\/packages\/(incidents\/rules|[\w-]+\/(ui|path)\.ts)/;

/** As one file instead of forty: small files compress badly. React, which changes less, is another. */
function sharedChunk(id: string): string | undefined {
  if (/\/node_modules\/(react|react-dom|scheduler)\//.test(id)) return "react";
  return usedAtOnce.test(id) && !id.includes(".server.") && !fetchedLater.test(id) ? "shared" : undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  publicDir: "app/public",
  plugins: [
    tailwindcss(),
    leanIcons(),
    stringChunks(),
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
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: sharedChunk } },
  },
}));
