import { z } from "zod";
import { prose } from "#packages/core/text.ts";
import { visibilities } from "./rules.ts";

/** What a kind's own verb is given beside the record. */
export const commentInput = { text: prose(20_000, 1), visibility: z.enum(visibilities).default("internal") };
export const watchInput = { watching: z.boolean() };
