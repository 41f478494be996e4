import {
  ArrowDown,
  ArrowUp,
  ChevronsUp,
  Circle,
  CircleCheck,
  CircleDot,
  Diamond,
  Minus,
  OctagonAlert,
  Play,
  TriangleAlert,
} from "lucide-react";
import { cx } from "#app/lib/cx.ts";

const drawings = {
  octagon: OctagonAlert,
  triangle: TriangleAlert,
  diamond: Diamond,
  circle: Circle,
  minus: Minus,
  dot: CircleDot,
  play: Play,
  check: CircleCheck,
  chevrons: ChevronsUp,
  up: ArrowUp,
  down: ArrowDown,
};

export type MarkName = keyof typeof drawings;

/** The drawings that badges refer to, once on each page. */
export function Marks() {
  return (
    <svg aria-hidden="true" className="hidden">
      {Object.entries(drawings).map(([name, Drawing]) => (
        <symbol key={name} id={`mark-${name}`} viewBox="0 0 24 24">
          <Drawing strokeWidth={2.5} />
        </symbol>
      ))}
    </svg>
  );
}

/** An icon by reference: a list shows three in each row, and drawn out they were half of its page. */
export const Mark = ({ name, className }: { name: MarkName; className?: string }) => (
  <svg aria-hidden="true" className={cx("size-3.5 shrink-0", className)}>
    <use href={`#mark-${name}`} />
  </svg>
);
