import { cx } from "#app/lib/cx.ts";

const colours = [
  "bg-info-soft text-info-text",
  "bg-success-soft text-success-text",
  "bg-warning-soft text-warning-text",
  "bg-surface-sunken text-text",
];

const initials = (name: string) => {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
};

const colourOf = (name: string) =>
  colours[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % colours.length];

/** Initials on a colour that stays the same for a name. Alone it carries the name; beside the name pass `decorative`. */
export function Avatar({
  name,
  size = "normal",
  decorative = false,
}: {
  name: string;
  size?: "small" | "normal";
  decorative?: boolean;
}) {
  return (
    <span
      title={decorative ? undefined : name}
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none",
        size === "small" ? "size-6 text-[0.625rem]" : "size-8 text-small",
        colourOf(name),
      )}
    >
      <span aria-hidden="true">{initials(name)}</span>
      {!decorative && <span className="sr-only">{name}</span>}
    </span>
  );
}
