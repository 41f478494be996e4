import type { ActionFunctionArgs } from "@remix-run/cloudflare";
import { keepInput } from "#app/kit/keep-input.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { renderMarkdown } from "#app/lib/markdown.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";

/** As long as the longest text that anything keeps. */
const mostLetters = 20_000;

/** What a text will look like: for the preview of a Markdown field. The gallery shows it without a session. */
export async function action({ context }: ActionFunctionArgs) {
  const { services } = context;
  if (!services.localStart) unwrap(context, await services.session());
  const text = formOf(context).get("text") ?? "";
  return { html: renderMarkdown(text.slice(0, mostLetters)) };
}

export const clientAction = keepInput;
