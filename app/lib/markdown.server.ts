import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** No pictures, which would tell their host who reads; no boxes to tick, which nothing would keep. */
const left = { disable: { null: ["labelStartImage", "tasklistCheck"] } };

/**
 * What people write, as HTML for `Prose`: Markdown with tables and bare addresses. HTML in it is shown as it was typed, and
 * links lead to web and mail addresses only.
 */
export function renderMarkdown(text: string): string {
  const html = micromark(text, { extensions: [gfm(), left], htmlExtensions: [gfmHtml()] });
  // One level for all, below the page's own: whatever people begin with, no level is left out.
  return html.replace(/<(\/?)h[1-6]>/g, "<$1h3>").replaceAll("<a href=", '<a rel="noreferrer nofollow" href=');
}
