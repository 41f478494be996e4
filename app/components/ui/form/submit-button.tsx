import { type FetcherWithComponents, useNavigation } from "@remix-run/react";
import { Button, type ButtonProps } from "#app/components/ui/button.tsx";

export interface SubmitButtonProps extends Omit<ButtonProps, "type" | "pending"> {
  /** What it says while the work is under way: "Saving…". */
  pendingLabel?: string;
  /** The fetcher whose form this is in; without it the page's own navigation counts. */
  fetcher?: Pick<FetcherWithComponents<unknown>, "state" | "formData">;
}

/** Pending while its own form is sent. Give it a `name` and `value` where a form has several. */
export function SubmitButton({ pendingLabel, fetcher, children, variant = "primary", ...rest }: SubmitButtonProps) {
  const navigation = useNavigation();
  const { state, formData } = fetcher ?? navigation;
  const mine = rest.name === undefined || formData?.get(rest.name) === String(rest.value ?? "");
  const pending = state !== "idle" && formData !== undefined && mine;
  return (
    <Button {...rest} variant={variant} type="submit" pending={pending}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
