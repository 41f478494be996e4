import type { Module } from "./core/module.ts";

/**
 * Modules that a build has beside the product's own, with the SQL that makes their tables: none. `tests/module/vitest.config.ts` puts
 * the module under test in the place of this file.
 */
export const extraModules: Module[] = [];
export const extraMigrations: { id: string; sql: string }[] = [];
