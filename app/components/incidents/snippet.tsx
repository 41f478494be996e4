interface Part {
  at: number;
  match: string;
  rest: string;
}

/** Splits at the marks that the search puts around what matched. */
function partsOf(text: string): Part[] {
  let at = 0;
  return text.split("\u0001").map((piece, index) => {
    const start = at;
    at += piece.length + 1;
    if (index === 0) return { at: start, match: "", rest: piece };
    const [match = "", ...rest] = piece.split("\u0002");
    return { at: start, match, rest: rest.join("") };
  });
}

/** The passage that a search matched. */
export function Snippet({ text }: { text: string }) {
  return (
    <span className="line-clamp-2 pb-1.5 text-small text-text-muted">
      {partsOf(text).map(({ at, match, rest }) => (
        <span key={at}>
          {match && <mark className="rounded-sm bg-warning-soft px-0.5 text-warning-text">{match}</mark>}
          {rest}
        </span>
      ))}
    </span>
  );
}
