import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import { across } from "#packages/core/spanning.ts";
import { extraMigrations } from "#packages/extra.ts";
import { healthKept } from "#worker/health-kept.ts";
import type { TestEnv } from "./env.ts";

// Files share a worker (see vitest.config.ts): each begins with empty hubs and an empty, migrated D1, and leaves no spy behind.
beforeAll(async () => {
  const { DB, TEST_MIGRATIONS } = env as unknown as TestEnv;
  await reset();
  await applyD1Migrations(DB, TEST_MIGRATIONS);
  for (const { sql } of extraMigrations)
    await DB.batch(sql.split("--> statement-breakpoint").map((statement) => DB.prepare(statement)));
});

// On a busy machine a hub that is well may take longer than people wait for it; and nobody asks twice within a moment.
beforeEach(() => {
  across.waitMs = 25_000;
  healthKept.ms = 0;
});

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
