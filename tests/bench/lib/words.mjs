// Text for many rows, the same for every run and on both sides: common words are common, rare ones rare.
const onsets = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "pl", "tr", "st"];
const vowels = ["a", "e", "i", "o", "u", "ai", "ou"];
const ends = ["n", "r", "l", "s", "m", "ck", "nt", "x"];

/** 3,000 words; the product's stemmer leaves most of them as they are. */
export const words = Array.from({ length: 3_000 }, (_, i) => {
  const first = onsets[i % 16] + vowels[Math.floor(i / 16) % 7] + ends[(i * 7) % 8];
  return first + onsets[(i * 5 + 3) % 16] + vowels[Math.floor(i / 112) % 7] + ends[Math.floor(i / 784) % 8];
});

/** A small generator of its own (mulberry32), because the platform's can't be seeded. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Squared: the first words come up far more often than the last. */
const word = (roll) => words[Math.floor(roll() ** 3 * words.length)];
const phrase = (roll, length) => Array.from({ length }, () => word(roll)).join(" ");

/** The texts of row `number`. */
export function textsOf(number) {
  const roll = dice(number);
  return { title: phrase(roll, 7), description: phrase(roll, 30), roll: roll() };
}

/** What people look for: one word or two, from common to rare. */
export const questions = [40, 120, 300, 700, 1_200, 2_000, 2_900].flatMap((rank) => [
  words[rank],
  `${words[Math.floor(rank / 2)]} ${words[rank]}`,
]);
