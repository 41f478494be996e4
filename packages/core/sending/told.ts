import { z } from "zod";
import { cut } from "#packages/core/well-formed.ts";

/** What a service outside says of itself: as much as anybody reads. */
export const told = z.string().transform((text) => cut(text, 1_000));
