import { flag, index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";

/** Of the directory, on the platform's hub: one person in the whole product, by their address. */
export const accounts = sqliteTable(
  "accounts",
  {
    ...processColumns(),
    email: text("email").notNull(),
    /** Where they went last, offered first the next time. */
    lastProcessId: text("last_process_id"),
  },
  (t) => [processKey(t), index("accounts_by_email").on(t.processId, t.email)],
);

/** Apart from the account's row, whose id it has. An account without one can't sign in yet. */
export const credentials = sqliteTable(
  "credentials",
  { ...processColumns(), passwordHash: text("password_hash").notNull() },
  (t) => [processKey(t)],
);

/** Which processes an account is a person of. The row's id is the user's id there; what they may do only that hub knows. */
export const memberships = sqliteTable(
  "memberships",
  {
    ...processColumns(),
    accountId: text("account_id").notNull(),
    memberOf: text("member_of").notNull(),
    isActive: flag("is_active").notNull(),
  },
  (t) => [processKey(t), index("memberships_by_account").on(t.processId, t.accountId)],
);

/** Tries to sign in, per address (as a digest), for the lock-out. Anybody can make one, so none is kept for long. */
export const signInAttempts = sqliteTable(
  "hub_sign_in_attempts",
  { ...processColumns(), failures: integer("failures").notNull(), lockedUntil: integer("locked_until") },
  (t) => [processKey(t), index("hub_sign_in_attempts_by_time").on(t.updatedAt)],
);

/** Tries and refusals by where they came from, whatever the address, and of all together: what keeps an attack from filling anything. */
export const signInSources = sqliteTable(
  "hub_sign_in_sources",
  { ...processColumns(), failures: integer("failures").notNull(), lockedUntil: integer("locked_until") },
  (t) => [processKey(t), index("hub_sign_in_sources_by_time").on(t.updatedAt)],
);

/** From where somebody has signed in to an account (a digest of both): strangers can't lock its owner out there. */
export const signInNetworks = sqliteTable("hub_sign_in_networks", processColumns(), (t) => [
  processKey(t),
  index("hub_sign_in_networks_by_time").on(t.updatedAt),
]);
