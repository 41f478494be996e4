import { partsOf } from "./snippet-parts.ts";

/** The passage that a search matched. */
export function Snippet({ text }: { text: string }) {
  return (
    <span className="line-clamp-2 pb-1.5 text-small font-normal text-text-muted">
      {partsOf(text).map(({ at, match, rest }) => (
        <span key={at}>
          {match && <mark className="rounded-sm bg-warning-soft px-0.5 text-warning-text">{match}</mark>}
          {rest}
        </span>
      ))}
    </span>
  );
}
