import { loansModule } from "./index.ts";

/** In the place of `packages/extra.ts`: see `vitest.config.ts`. */
export const extraModules = [loansModule];

/** A module of the product has its SQL from `drizzle-kit`, in the migrations that all share. */
export const extraMigrations = [
  {
    id: "loans",
    sql: [
      `CREATE TABLE loans (process_id text NOT NULL, id text NOT NULL, rev integer NOT NULL, created_at integer NOT NULL,
         updated_at integer NOT NULL, item text NOT NULL, borrower_id text NOT NULL, due_at integer NOT NULL,
         returned_at integer, reminded_at integer, PRIMARY KEY (process_id, id))`,
      "CREATE INDEX loans_by_borrower ON loans (process_id, borrower_id, id)",
    ].join("--> statement-breakpoint\n"),
  },
];
