import { entityKind } from "#packages/core/entity.ts";
import { loans } from "./tables.ts";

/** What the feed, the audit log, mails and search call a loan, where it is, and who may know of it. */
export const loanKind = entityKind({
  kind: "loan",
  prefix: "loan",
  table: loans,
  permission: "loans.view",
  label: ({ item }) => ({ reference: null, title: item }),
  path: ({ id }) => `/loans/${id}`,
  deletable: { permission: "loans.manage", reason: "required" },
  isOpen: ({ returnedAt }) => returnedAt === null,
});
