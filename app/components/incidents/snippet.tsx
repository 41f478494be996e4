const passage = /\u0001([^\u0002]*)\u0002/g;

/** The passage that a search matched; the match itself comes between \u0001 and \u0002. */
export function Snippet({ text }: { text: string }) {
  const parts: { key: number; text: string; match: boolean }[] = [];
  let end = 0;
  for (const found of text.matchAll(passage)) {
    parts.push({ key: end, text: text.slice(end, found.index), match: false });
    parts.push({ key: found.index + 0.5, text: found[1] ?? "", match: true });
    end = found.index + found[0].length;
  }
  parts.push({ key: end, text: text.slice(end), match: false });
  return (
    <span className="text-small font-normal text-text-muted">
      {parts.map(({ key, text: words, match }) =>
        match ? (
          <mark key={key} className="rounded-sm bg-warning-soft px-0.5 text-warning-text">
            {words}
          </mark>
        ) : (
          words
        ),
      )}
    </span>
  );
}
