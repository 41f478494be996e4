const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** "2 d 3 h", "1 h 5 min", "48 s": the two largest units that say something. The same in pages, mails and refusals. */
export function formatDuration(ms: number): string {
  const left = Math.max(0, Math.floor(ms));
  if (left < 60_000) return `${Math.floor(left / 1_000)} s`;
  const from = units.findIndex(([, size]) => left >= size);
  let rest = left;
  const parts = units.slice(from, from + 2).map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return count > 0 ? `${count} ${name}` : "";
  });
  return parts.filter(Boolean).join(" ");
}
