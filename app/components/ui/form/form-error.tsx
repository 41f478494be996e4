import { useEffect, useRef } from "react";
import { Icon } from "#app/components/ui/icon.tsx";

/** What is wrong with the whole form. Takes the focus when it appears, so that it is read out and seen. */
export function FormError({ id, errors }: { id?: string; errors: string[] | undefined }) {
  const ref = useRef<HTMLDivElement>(null);
  const text = errors?.join(" ") ?? "";
  useEffect(() => {
    if (text) ref.current?.focus();
  }, [text]);
  if (!text) return null;
  return (
    <div
      id={id}
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2.5 text-danger-text"
    >
      <Icon name="circle-alert" className="mt-0.5 size-4 shrink-0" />
      <p>{text}</p>
    </div>
  );
}
