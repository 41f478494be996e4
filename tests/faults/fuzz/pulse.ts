import { setTimeout as sleep } from "node:timers/promises";
import type { Sender } from "./send.ts";

interface Watched {
  isOver: () => boolean;
  slowMs: number;
  /** What is asked for at the moment: it may be what keeps /healthz waiting. */
  underWay: ReadonlySet<string>;
  problems: string[];
}

/** Asks for /healthz again and again until it is over; the longest it took. What it waits for twice is more than chance. */
export async function pulse(sender: Sender, { isOver, slowMs, underWay, problems }: Watched): Promise<number> {
  const healthz = { method: "GET", path: "/healthz", headers: {}, body: null };
  let [longest, last] = [0, 0];
  while (!isOver()) {
    const besides = [...underWay];
    const answer = await sender.send(healthz, null).catch((error: Error) => error);
    const ms = answer instanceof Error ? Number.POSITIVE_INFINITY : answer.ms;
    if (answer instanceof Error) problems.push(`/healthz did not answer: ${answer.message}.`);
    else if (answer.status !== 200) problems.push(`/healthz answered ${answer.status}.`);
    if (Math.min(ms, last) > slowMs)
      problems.push(`/healthz took ${Math.round(last)} and ${Math.round(ms)} ms beside\n  ${besides.join("\n  ")}`);
    [longest, last] = [Math.max(longest, ms), ms];
    await sleep(100);
  }
  return longest;
}
