import { type ActionFunctionArgs, data } from "@remix-run/cloudflare";
import { keepInput } from "#app/kit/keep-input.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { statusOf } from "#packages/core/errors.ts";
import { type TestAnswer, tryAddress } from "#packages/mail/test-message.server.ts";

/** Sends a test to an address of the process's settings and answers what came of it. */
export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "processes.edit");
  const answer = await tryAddress(api, { channel: formOf(context).get("channel") });
  if (answer.ok) return data<TestAnswer>(answer.value);
  const { code, message } = answer.error;
  return data<TestAnswer>({ taken: false, words: message }, { status: statusOf[code] });
}

export const clientAction = keepInput;
