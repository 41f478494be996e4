import { expect, it } from "vitest";
import { renderMarkdown } from "./markdown.server.ts";

it("Markdown becomes HTML in which nothing of the writer's runs, loads or stands above the page's own headings", () => {
  const html = renderMarkdown(
    [
      "# Cause",
      "**The disk** was full, see https://status.test and [the log](https://log.test).",
      "<script>alert(1)</script> <img src=x onerror=alert(1)>",
      "[run](javascript:alert(1)) ![seen](https://spy.test/pixel.png)",
      "- [ ] not to be ticked",
      "",
      "| a | b |",
      "| - | - |",
      "| 1 | 2 |",
    ]
      .join("\n\n")
      .replaceAll("|\n\n|", "|\n|"),
  );
  for (const expected of [
    "<h3>Cause</h3>",
    "<strong>The disk</strong>",
    '<a rel="noreferrer nofollow" href="https://status.test">',
    '<a rel="noreferrer nofollow" href="https://log.test">the log</a>',
    "&lt;script&gt;",
    "<td>2</td>",
  ])
    expect(html).toContain(expected);
  for (const refused of ["<script", "<img", "javascript:", "<input", "<h1"]) expect(html).not.toContain(refused);
});

it.each([
  ["lists in lists", "1. "],
  ["quotes in quotes", ">"],
  ["emphasis", "*a"],
  ["strikes", "~a"],
  ["links", "["],
])("a text of nothing but %s is not parsed, which would take seconds, but shown as it was typed", (_, part) => {
  const text = part.repeat(Math.floor(20_000 / part.length));
  expect(renderMarkdown(text)).toBe(`<pre>${text.replaceAll(">", "&gt;")}</pre>`);
});

it("a long text with as many marks as people make is Markdown, with lists as deep as they go", () => {
  const html = renderMarkdown(`${"1. - > deep\n\n**one** `two` [three](https://a.test)\n\n".repeat(80)}<b>`);
  for (const expected of ["<blockquote>", "<strong>one</strong>", "<code>two</code>", "&lt;b&gt;"])
    expect(html).toContain(expected);
});
