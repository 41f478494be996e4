import { readdirSync, readFileSync } from "node:fs";
import { at } from "../../../scripts/lib/paths.mjs";

/** Brings an empty D1 to the newest shape; wrangler does it in an installation. */
export async function applyMigrations(db) {
  const made = await db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'incidents'").all();
  if (made.results.length > 0) return;
  const files = readdirSync(at("migrations")).filter((name) => name.endsWith(".sql"));
  const statements = files
    .sort()
    .flatMap((name) => readFileSync(at("migrations", name), "utf8").split("--> statement-breakpoint"));
  await db.batch(statements.filter((sql) => sql.trim()).map((sql) => db.prepare(sql)));
}
