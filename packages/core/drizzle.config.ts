import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "sqlite", schema: "./packages/*/tables.ts", out: "./migrations" });
