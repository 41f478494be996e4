import { z } from "zod";

// Control characters other than tab and line breaks: they break logs, mails and terminals and mean nothing in a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Half a character (a lone surrogate) is changed by every store it passes through, so it is refused with the rest. */
const clean = (value: string) => !control.test(value) && value.isWellFormed();
const cleanMessage = "Contains characters that cannot be shown. Remove them.";

/** One line of text that people read: trimmed, no control characters. */
export const line = (max: number, min = 1) =>
  z
    .string("Write something here.")
    .trim()
    .min(min, min === 1 ? "Write something here." : `At least ${min} characters.`)
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .refine((value) => clean(value) && !/[\r\n]/.test(value), cleanMessage);

/** Text of several lines. */
export const prose = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min, "Write something here.")
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .refine(clean, cleanMessage);

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/, "Not an id.");
