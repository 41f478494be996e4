import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** No pictures, which would tell their host who reads; no boxes to tick, which nothing would keep. */
const left = { disable: { null: ["labelStartImage", "tasklistCheck"] } };

/** The parser's time grows with the square of these. No text that people write has so many, or lists and quotes so deep. */
const mostMarks = 1_000;
const deepestLine = /^(?:\s*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}/m;
const isLaborious = (text: string): boolean =>
  (text.match(/[*_~[\]`]/g)?.length ?? 0) > mostMarks || deepestLine.test(text);

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * What people write, as HTML for `Prose`: Markdown with tables and bare addresses. HTML in it is shown as it was typed, and
 * links lead to web and mail addresses only. A text that would take the parser seconds is shown as it was typed.
 */
export function renderMarkdown(text: string): string {
  if (isLaborious(text)) return `<pre>${escaped(text)}</pre>`;
  const html = micromark(text, { extensions: [gfm(), left], htmlExtensions: [gfmHtml()] });
  // One level for all, below the page's own: whatever people begin with, no level is left out.
  return html.replace(/<(\/?)h[1-6]>/g, "<$1h3>").replaceAll("<a href=", '<a rel="noreferrer nofollow" href=');
}
