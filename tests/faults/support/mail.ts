import type { FakeMessage, FakeRequest, FakeResend } from "../../support/fake-resend.mjs";
import { untilNoneLeft } from "./until.ts";

/** Pages and not notices. */
export const isPage = (message: FakeMessage): boolean =>
  message.text?.includes("Sent by the escalation chain") ?? false;

/** The mark that a test put in an incident's title: `#12#`. */
export const markOf = (message: FakeMessage): string | null => /#([\w-]+)#/.exec(message.subject)?.[1] ?? null;

/** How often each mark was paged. */
export function pagesByMark(mail: FakeResend): Map<string, number> {
  const counts = new Map<string, number>();
  for (const message of mail.messages.filter(isPage)) {
    const mark = markOf(message);
    if (mark) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return counts;
}

/** Waits for the pages of all these marks, while any arrive. */
export async function untilPaged(mail: FakeResend, marks: Iterable<string>): Promise<void> {
  const wanted = [...marks];
  await untilNoneLeft(() => {
    const counts = pagesByMark(mail);
    return wanted.filter((mark) => !counts.has(mark)).length;
  });
}

interface Tagged {
  tags?: { name: string; value: string }[];
}

const deliveriesIn = (request: FakeRequest): string[] =>
  // The app's own format: a list of mails, each tagged with its delivery.
  ((Array.isArray(request.json) ? request.json : []) as Tagged[]).flatMap((mail) =>
    (mail.tags ?? []).filter((tag) => tag.name === "delivery").map((tag) => tag.value),
  );

/** The keys under which each delivery came to the mail service, however often it came. */
export function keysByDelivery(mail: FakeResend): Map<string, Set<string | null>> {
  const keys = new Map<string, Set<string | null>>();
  for (const request of mail.requests)
    for (const delivery of deliveriesIn(request))
      keys.set(delivery, (keys.get(delivery) ?? new Set()).add(request.key));
  return keys;
}

/** Requests that repeated an earlier one under its key. */
export function repeats(mail: FakeResend): number {
  return mail.requests.length - new Set(mail.requests.map((request) => request.key)).size;
}
