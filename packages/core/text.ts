import { z } from "zod";

/**
 * What breaks or forges the text around it in logs, mails and pages: control characters other than tab and line breaks,
 * line and paragraph separators, and controls that turn the direction of what follows. Marks of direction (U+200E, U+200F)
 * are part of right-to-left texts and stay.
 */
const harmful = /(?![\t\n\r])\p{Cc}|[\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** Half a character (a lone surrogate) is changed by every store it passes through, so it is refused with the rest. */
const clean = (value: string) => !harmful.test(value) && value.isWellFormed();
const cleanMessage = "Contains characters that cannot be shown. Remove them.";

/** White space, joiners, fillers, and the Braille pattern without a dot: a text of nothing else reads as no text. */
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;
const isSeen = (value: string) => value === "" || visible.test(value);
const nothingMessage = "Write something here.";

/** One line of text that people read: trimmed, no control characters. */
export const line = (max: number, min = 1) =>
  z
    .string(nothingMessage)
    .trim()
    .min(min, min === 1 ? nothingMessage : `At least ${min} characters.`)
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .refine((value) => clean(value) && !/[\r\n]/.test(value), cleanMessage)
    .refine(isSeen, nothingMessage);

/** Text of several lines. */
export const prose = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min, nothingMessage)
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .refine(clean, cleanMessage)
    .refine(isSeen, nothingMessage);

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/, "Not an id.");
