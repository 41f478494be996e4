import sprite from "virtual:icon-sprite";
import type { IconName } from "#packages/core/icons.ts";

export type { IconName };

export interface IconProps {
  name: IconName;
  className?: string | undefined;
  strokeWidth?: number;
}

/** A drawing in the colour of the text around it, 24 px unless a class says otherwise. The words beside it speak for it. */
export const Icon = ({ name, className, strokeWidth = 2 }: IconProps) => (
  <svg aria-hidden="true" width={24} height={24} strokeWidth={strokeWidth} className={className}>
    <use href={`${sprite}#${name}`} />
  </svg>
);
