/** A message's content, without a look: what goes out as text or as a page of HTML is made of it when it is handed over. */
export interface MessageBody {
  /** Shown by mail clients beside the subject. */
  preview: string;
  heading: string;
  /** A word above the heading, such as the severity. */
  label?: string;
  paragraphs: string[];
  facts: [string, string][];
  button?: { label: string; url: string };
  footer: string;
}

/** The same for those who read plain text. */
export function plainText(body: MessageBody): string {
  const facts = body.facts.map(([name, value]) => `${name}: ${value}`);
  const button = body.button ? [`${body.button.label}: ${body.button.url}`] : [];
  return [
    body.label ? `${body.label}: ${body.heading}` : body.heading,
    ...body.paragraphs,
    facts.join("\n"),
    ...button,
    body.footer,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
