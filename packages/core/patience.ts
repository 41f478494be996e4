/** Lets go of the thread, so that what was started before can leave first. */
export const soon = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The work's value, or `late` when it takes longer than `ms`. The work itself goes on; nobody waits for it. */
export async function atMost<T, L>(ms: number, work: Promise<T>, late: L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long to wait after `tries` failures, in milliseconds: `first`, doubled with each, at most `longest`. */
export const doubled = (tries: number, first: number, longest: number): number => Math.min(longest, first * 2 ** tries);
