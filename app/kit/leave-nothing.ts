import type { ClientActionFunctionArgs } from "@remix-run/react";
import { dropAllDrafts } from "./forms/draft-store.ts";

/** The `clientAction` of signing out: what was typed and not sent goes from the device, too, once the session has ended. */
export async function leaveNothing({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (thrown) {
    if (thrown instanceof Response) dropAllDrafts();
    throw thrown;
  }
}
