export type BadgeTone = "danger" | "warning" | "info" | "neutral";

/** A message's content, without a look: what goes out as text or as a page of HTML is made of it when it is handed over. */
export interface MessageBody {
  /** Shown by mail clients beside the subject. */
  preview: string;
  heading: string;
  /** A word above the heading, such as the process. */
  label?: string;
  /** A coloured word before it, such as the severity. */
  badge?: { text: string; tone: BadgeTone };
  /** It wakes somebody: it looks unlike a notice, and what to do comes first. */
  urgent?: true;
  paragraphs: string[];
  facts: [string, string][];
  button?: { label: string; url: string };
  footer: string;
}

/** The same for those who read plain text. */
export function plainText(body: MessageBody): string {
  const facts = body.facts.map(([name, value]) => `${name}: ${value}`);
  const button = body.button ? [`${body.button.label}: ${body.button.url}`] : [];
  const label = [body.badge?.text, body.label].filter((part) => part !== undefined).join(" · ");
  return [
    label ? `${label}: ${body.heading}` : body.heading,
    ...(body.urgent ? button : []),
    ...body.paragraphs,
    facts.join("\n"),
    ...(body.urgent ? [] : button),
    body.footer,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
