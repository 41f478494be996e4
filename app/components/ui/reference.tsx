/** "MOMO-142": its digits line up under each other; a hyphen as wide as a digit would tear it apart. */
export function Reference({ number, className }: { number: string; className?: string }) {
  const digits = number.lastIndexOf("-") + 1;
  return (
    <span className={className}>
      {number.slice(0, digits)}
      <span className="figures">{number.slice(digits)}</span>
    </span>
  );
}
