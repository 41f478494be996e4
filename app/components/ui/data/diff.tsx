import type { DiffPart } from "#app/lib/diff.server.ts";

/** What `diffOf` found: taken out and put in, told by a line through or under it, never by colour alone. */
export function Diff({ parts }: { parts: readonly DiffPart[] }) {
  return (
    <p className="whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext]">
      {parts.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
        <Part key={index} kind={kind} text={text} />
      ))}
    </p>
  );
}

function Part({ kind, text }: DiffPart) {
  switch (kind) {
    case "same":
      return text;
    case "added":
      return (
        <ins className="rounded-sm bg-success-soft text-success-text underline decoration-2">
          <span className="sr-only">added: </span>
          {text}
        </ins>
      );
    case "removed":
      return (
        <del className="rounded-sm bg-danger-soft text-danger-text line-through">
          <span className="sr-only">removed: </span>
          {text}
        </del>
      );
  }
}
