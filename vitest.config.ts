import { mkdirSync } from "node:fs";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./app/icon-sprite.ts";

// wrangler.toml names this folder; the tests run without a build of the pages.
mkdirSync("build/client", { recursive: true });

export default defineConfig({
  plugins: [
    iconSprite(),
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations("migrations"),
          APP_URL: "http://ops.test",
          MAIL_FROM: "D2C OPs <ops@ops.test>",
          SESSION_SECRET: "a secret that only the tests have, 32+",
          PASSWORD_SECRET: "a-password-secret-that-only-the-tests-have",
          RESEND_API_KEY: "re_test",
          RESEND_BASE_URL: "http://resend.test",
          RESEND_WEBHOOK_SECRET: "whsec_dGhlIHRlc3RzJyBvd24gc2VjcmV0IGtleQ==",
          OPENAI_API_KEY: "",
          OPENAI_BASE_URL: "",
          METRICS_TOKEN: "",
          ERROR_REPORTS: "off",
          DEMO: "",
          DEMO_TOKEN: "",
        },
      },
    }),
  ],
  test: {
    include: ["{packages,worker,durable-objects,app}/**/*.test.ts", "tests/{unit,simulation,isolation}/**/*.test.ts"],
    setupFiles: ["./tests/support/setup.ts"],
    // One worker on each of two cores, and each runs many files: starting a worker and loading the product into it costs
    // two seconds of a core, which most files don't take themselves. The setup file empties what files could share.
    isolate: false,
    maxWorkers: 2,
    // What a test printed is shown when it failed.
    silent: "passed-only",
    // Only against a hang: a busy machine takes many times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    deps: {
      optimizer: { ssr: { enabled: true, include: ["@remix-run/cloudflare", "@remix-run/react"] } },
    },
  },
});
