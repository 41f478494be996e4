/** A text that `renderMarkdown` has made into HTML on the server; nothing else may be handed in. */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by `renderMarkdown`, which escapes whatever was typed
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
