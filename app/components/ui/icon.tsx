import type { ReactElement, SVGAttributes } from "react";

export type IconProps = Pick<SVGAttributes<SVGSVGElement>, "className" | "strokeWidth" | "aria-hidden">;
export type Icon = (props: IconProps) => ReactElement;

/** A drawing of lines in a square of 24, in the colour of the text around it. The words beside it speak for it. */
export const icon =
  (path: string): Icon =>
  (props) => (
    <svg
      width={24}
      height={24}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      <path d={path} />
    </svg>
  );
