import type { SubmissionResult } from "@conform-to/react";
import type { Failure } from "./failure.ts";

/** What `formAction` answers when it does not lead to another page. */
export interface FormReply {
  lastResult?: SubmissionResult<string[]>;
  /** The record as somebody else left it meanwhile. */
  current?: unknown;
  saved?: { at: number; words: string };
  failed?: Failure;
}
