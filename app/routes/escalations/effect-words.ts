import type { ChainEffect } from "#packages/escalations/effect.server.ts";

const listed = new Intl.ListFormat("en-GB");

/** "MOMO-11, MOMO-12 and 3 more". */
function numbersOf({ incidents, total }: ChainEffect["paging"]): string {
  const more = total - incidents.length;
  return listed.format([...incidents.map(({ number }) => number), ...(more > 0 ? [`${more} more`] : [])]);
}

const open = (total: number) => `${total} open ${total === 1 ? "incident" : "incidents"}`;

/** What stops without the chain, and what is left: a sentence each. */
export function lossWords({ paging, uncovered }: ChainEffect): string[] {
  return [
    paging.total > 0
      ? `It is paging for ${open(paging.total)}: ${numbersOf(paging)}. Nobody else is paged by it for ${paging.total === 1 ? "this one" : "these"}.`
      : "It is paging for no incident now.",
    uncovered.length > 0
      ? `Without it nobody is paged by itself for ${listed.format(uncovered)}.`
      : "Other chains still page for every severity that it is for.",
  ];
}

/** "2 open incidents are not paged by it: MOMO-11 and MOMO-12." */
export const startableWords = ({ startable }: ChainEffect): string =>
  `${open(startable.total)} ${startable.total === 1 ? "is" : "are"} not paged by it: ${numbersOf(startable)}.`;
