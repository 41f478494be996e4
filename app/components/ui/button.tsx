import { Link, type LinkProps } from "@remix-run/react";
import { type ButtonHTMLAttributes, forwardRef, type MouseEvent } from "react";
import { cx } from "#app/lib/cx.ts";
import { Spinner } from "./feedback/spinner.tsx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "small" | "normal" | "large";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-border-strong bg-surface-raised text-text hover:bg-surface-sunken",
  ghost: "text-text hover:bg-surface-sunken",
  danger: "bg-danger text-on-danger hover:bg-danger-hover",
};

// Phones get the larger target: 44 px is what a thumb hits.
const sizes: Record<ButtonSize, string> = {
  small: "min-h-10 px-2.5 text-small sm:min-h-7",
  normal: "min-h-11 px-3.5 sm:min-h-9",
  large: "min-h-12 px-5 sm:min-h-11",
};

export const buttonClass = (variant: ButtonVariant = "secondary", size: ButtonSize = "normal") =>
  cx(
    "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap no-underline select-none",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress",
    variants[variant],
    sizes[size],
  );

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Under way: shows it and ignores presses, but keeps the focus, which `disabled` would lose. */
  pending?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, pending = false, className, type = "button", onClick, children, ...rest },
  ref,
) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      onClick={press}
      aria-disabled={pending || undefined}
      className={cx(buttonClass(variant, size), className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
});

export interface ButtonLinkProps extends LinkProps {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function ButtonLink({ variant, size, className, prefetch = "intent", ...rest }: ButtonLinkProps) {
  return <Link {...rest} prefetch={prefetch} className={cx(buttonClass(variant, size), className)} />;
}
