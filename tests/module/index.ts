import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { deletionOf } from "#packages/core/deletion.ts";
import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { jobKind } from "#packages/core/job.ts";
import { defineModule, timerSource } from "#packages/core/module.ts";
import { reaction } from "#packages/core/reaction.ts";
import { ok } from "#packages/core/result.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { searchSource } from "#packages/core/search.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { view } from "#packages/core/view.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { giveBack, Lend, lend, remind, takeBack } from "./commands.ts";
import { loanKind } from "./entity.ts";
import { loanPermissions } from "./permissions.ts";
import { loanSettings } from "./settings.ts";
import { type Loan, loans } from "./tables.ts";

/** What is due follows from the row; nobody schedules it. */
const overdue = timerSource({
  table: loans,
  alsoOn: [],
  live: (db, processId) => select(db, loans, "WHERE process_id = ? AND returned_at IS NULL", [processId]),
  derive: (_, { id, dueAt, returnedAt, remindedAt }) =>
    returnedAt === null && remindedAt === null
      ? [{ key: `loan:${id}`, dueAt, command: remind.name, input: { id } }]
      : [],
});

/** People know nothing of loans: this module reacts to them. */
const takeFromWhoLeaves = reaction({
  name: "loans.take_from_who_leaves",
  on: userKind.table,
  run(ctx, { before, after }) {
    if (!before?.isActive || after?.isActive) return;
    const where = "WHERE process_id = ? AND borrower_id = ? AND returned_at IS NULL";
    for (const loan of select(ctx.db, loans, where, [ctx.processId, before.id])) takeBack(ctx, loan);
  },
});

/** How many are lent. */
export const openLoans = "loans:open";

const isOpen = (loan: Loan | null): boolean => loan !== null && loan.returnedAt === null;

/** Counts follow from rows, so they are right whatever a row was changed by: a verb, a deletion, its undoing. */
const countOpen = reaction({
  name: "loans.count_open",
  on: loans,
  run(ctx, { before, after }) {
    if (isOpen(before) !== isOpen(after)) ctx.count(openLoans, isOpen(after) ? 1 : -1);
  },
});

const perStep = 2;
const Progress = z.strictObject({ after: z.string(), done: z.number() });

/** Long work in bounded steps: each is a command of its own, and goes on after a crash. */
const inventory = jobKind<z.infer<typeof Progress>>({
  name: "loans.inventory",
  label: "Inventory of what is lent",
  permission: "loans.manage",
  state: Progress,
  step(ctx, { after, done }) {
    const where = "WHERE process_id = ? AND id > ? ORDER BY id LIMIT ?";
    const page = select(ctx.db, loans, where, [ctx.processId, after, perStep]);
    const state = { after: page.at(-1)?.id ?? after, done: done + page.length };
    return { state, done: page.length < perStep, progress: { done: state.done, total: null }, result: state.done };
  },
});

export const takeInventory = command({
  name: "loans.take_inventory",
  permission: "loans.manage",
  audit: { action: "loan.take_inventory", words: "took inventory of …", entity: "loan" },
  input: z.strictObject({}),
  run: (ctx) => ok(ctx.start(inventory, { after: "", done: 0 }, { once: true })),
});

const listLoans = view({
  name: "loans.list",
  permission: "loans.view",
  input: z.object({}),
  run: (ctx) => ok(select(ctx.db, loans, "WHERE process_id = ? ORDER BY id", [ctx.processId])),
});

const deletion = deletionOf(loanKind, { name: "loans", path: "/loans", tag: "Loans", what: "the loan" });

const endpoints = [
  endpoint({
    method: "get",
    path: "/loans",
    tag: "Loans",
    summary: "What is lent",
    permission: "loans.view",
    status: 200,
    handle: async (api) => mapped(await api.view(listLoans, {}), (items) => ({ items })),
  }),
  endpoint({
    method: "post",
    path: "/loans",
    tag: "Loans",
    summary: "Lend something",
    permission: "loans.manage",
    body: Lend,
    status: 201,
    handle: async (api, body) => mapped(await api.execute(lend, body), (loan) => ({ loan })),
  }),
  ...deletion.endpoints,
];

export const loansModule = defineModule({
  name: "loans",
  label: "Loans",
  permissions: loanPermissions,
  settings: Object.values(loanSettings),
  tables: [tableOf(loans, { keep: { days: 30, archived: "d1", unless: ({ returnedAt }) => returnedAt === null } })],
  entities: [loanKind],
  commands: [lend, giveBack, remind, takeInventory, deletion.remove, deletion.restore],
  views: [listLoans],
  endpoints,
  timers: [overdue],
  reactions: [takeFromWhoLeaves, countOpen],
  jobs: [inventory],
  searches: [
    searchSource({
      name: "loans",
      version: 1,
      table: loans,
      finds: loanKind.ref,
      text: (_, { item }) => ({ title: item }),
    }),
  ],
  guards: {
    loan(db, processId, id) {
      const loan = rowById(db, loans, processId, id);
      return () => (loan?.returnedAt === null ? null : "it was given back");
    },
  },
});
