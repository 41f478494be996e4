import type { Dice } from "./dice.ts";

/** Scripts in which a character is two, three or four bytes, and two units of JavaScript's strings. */
const lines = [
  "Something broke",
  "भुगतान सेवा पर दबाव बढ़ गया है",
  "بوابة الدفع لا تستجيب منذ عشر دقائق",
  "🔥🧯 checkout 👩🏽‍🚒 \u{1F1EE}\u{1F1F3}",
  '決済が失敗しています — "quoted", 100 %',
] as const;

export const someTitle = (dice: Dice): string => dice.pick(lines);

const repeated = (line: string, characters: number): string =>
  `${line}\n`
    .repeat(Math.ceil(characters / line.length))
    .slice(0, characters)
    .toWellFormed()
    .trim();

/** Three bytes to almost each character: a text of a length that is allowed is three times as long in a database. */
export const hindi = (characters: number): string => repeated("भुगतानसेवापरदबावबढ़गयाहै", characters);

/** A text of so many characters in one of the scripts, of lines as people write them. */
export const longText = (dice: Dice, characters: number): string => repeated(dice.pick(lines), characters);
