import { useState } from "react";
import { Button } from "./button.tsx";
import { toast } from "./feedback/toast-store.ts";
import { Icon } from "./icon.tsx";

const saidMs = 2_000;

/** Copies `text`; what it copies stands beside it, so `label` names it: "Copy the address". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      toast("This browser did not let it be copied. Mark the text and copy it by hand.", { tone: "danger" });
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), saidMs);
  };
  return (
    <Button variant="ghost" size="small" aria-label={label} onClick={copy}>
      <Icon name={copied ? "check" : "copy"} className="size-3.5" />
      <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
    </Button>
  );
}
