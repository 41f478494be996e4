import type { Ctx } from "#packages/core/context.ts";
import { urlOf } from "#packages/core/entity.ts";
import type { MailText, Notice } from "#packages/core/notice.ts";
import { formatMoment } from "#packages/core/words.ts";
import { errorKind } from "./entity.server.ts";
import type { ErrorGroup } from "./store.server.ts";

const firstLine = (group: ErrorGroup) => group.sample.message.split("\n", 1)[0]?.slice(0, 120) ?? "";

/** To those who run the product, never to a client: one mail for all errors of one report. */
export function errorMail(ctx: Ctx, groups: ErrorGroup[], people: string[]): Notice {
  const [first] = groups;
  const many = groups.length > 1;
  const what = many ? `${groups.length} unexpected errors` : `Unexpected error: ${first ? firstLine(first) : ""}`;
  const mail: MailText = {
    subject: `[D2C OPs] ${what}`,
    body: {
      preview: "Look at the list of errors",
      heading: what,
      paragraphs: groups.slice(0, 10).map((group) => {
        const where = group.sample.where ? ` in ${group.sample.where}` : "";
        return `${group.kind}${where}, ${group.count} times: ${firstLine(group)}`;
      }),
      facts: [
        ["Release", first?.release ?? ""],
        ["Last seen", formatMoment(first?.lastAt ?? ctx.now, "UTC")],
      ],
      button: {
        label: "Open",
        url: first && !many ? urlOf(ctx.appUrl, errorKind, first) : `${ctx.appUrl}/operations/errors`,
      },
      footer: "You get this because you run D2C OPs. The same error is told at most once an hour.",
    },
  };
  return {
    event: "errors.notify",
    about: { kind: errorKind.kind, id: many ? null : (first?.id ?? null) },
    people,
    mail,
  };
}
