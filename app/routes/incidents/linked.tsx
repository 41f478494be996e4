import { Link } from "@remix-run/react";
import { linkedParts } from "./story.ts";

const look = "text-accent-text underline underline-offset-2";

/** A text as it was written, with its addresses and incidents as links. */
export function Linked({ text, number }: { text: string; number: string }) {
  return linkedParts(text, number).map(({ at, text: words, href }) => {
    if (href === undefined) return <span key={at}>{words}</span>;
    if (href.startsWith("/"))
      return (
        <Link key={at} to={href} className={look}>
          {words}
        </Link>
      );
    return (
      <a key={at} href={href} target="_blank" rel="noreferrer" className={look}>
        {words}
      </a>
    );
  });
}
