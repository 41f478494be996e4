/** Of the ids of calls: their answers are kept for longer, as a hub that is away may ask again after days. */
export const callPrefix = "call:";
