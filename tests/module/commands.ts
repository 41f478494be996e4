import { z } from "zod";
import { day } from "#packages/core/clock.ts";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { urlOf } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { settingOf } from "#packages/core/settings.ts";
import { id, line } from "#packages/core/text.ts";
import { loanKind } from "./entity.ts";
import { loanSettings } from "./settings.ts";
import { type Loan, loans } from "./tables.ts";

export const Lend = z.strictObject({ item: line(80), borrowerId: id });

/** A verb reads, decides and writes in one transaction; what it refuses is a value. */
export const lend = command({
  name: "loans.lend",
  permission: "loans.manage",
  audit: { action: "loan.lend", words: "lent …", entity: "loan" },
  input: Lend,
  run(ctx, input) {
    const dueAt = ctx.now + settingOf(ctx.db, ctx.processId, loanSettings.loanDays) * day;
    const loan = ctx.put(loans, { id: ctx.newId("loan"), ...input, dueAt, returnedAt: null, remindedAt: null });
    ctx.emit({ about: loanKind.ref(loan), action: "lent", summary: `${ctx.actor.name} lent ${loan.item}` });
    return ok({ id: loan.id });
  },
});

export const giveBack = command({
  name: "loans.give_back",
  permission: "loans.manage",
  audit: { action: "loan.give_back", words: "gave back …", entity: "loan" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const loan = rowById(ctx.db, loans, ctx.processId, input.id);
    if (!loan) return refuse(errors.notFound("The loan"));
    takeBack(ctx, loan);
    return ok(null);
  },
});

export function takeBack(ctx: Ctx, loan: Loan): void {
  if (loan.returnedAt !== null) return;
  ctx.patch(loans, loan, { returnedAt: ctx.now });
  ctx.emit({ about: loanKind.ref(loan), action: "returned", summary: `${loan.item} is back` });
}

/** Run by the timer. Its guard is asked again just before the mail leaves. */
export const remind = command({
  name: "loans.remind",
  permission: "system",
  audit: { action: "loan.remind", words: "reminded of …", entity: "loan" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const loan = rowById(ctx.db, loans, ctx.processId, input.id);
    if (!loan || loan.returnedAt !== null || loan.remindedAt !== null) return ok(null);
    ctx.patch(loans, loan, { remindedAt: ctx.now });
    ctx.notify({
      event: "loan.overdue",
      about: loanKind.ref(loan),
      people: [loan.borrowerId],
      mail: {
        subject: `${loan.item} is due`,
        body: {
          preview: "",
          heading: `Bring ${loan.item} back`,
          paragraphs: [],
          facts: [],
          button: { label: "Open the loan", url: urlOf(ctx.appUrl, loanKind, loan) },
          footer: "You get this because it is lent to you.",
        },
      },
      guard: { name: "loan", id: loan.id },
    });
    ctx.emit({ about: loanKind.ref(loan), action: "overdue", summary: `${loan.item} is overdue` });
    return ok(null);
  },
});
