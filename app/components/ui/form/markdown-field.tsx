import { useFetcher } from "@remix-run/react";
import { useRef, useState } from "react";
import { Prose } from "#app/components/ui/prose.tsx";
import { cx } from "#app/lib/cx.ts";
import { useHydrated } from "#app/lib/hydrated.ts";
import { TextareaField, type TextareaFieldProps } from "./form-fields.tsx";

/** What the preview's address answers, or why nothing came. */
interface Preview {
  html?: string;
  failed?: { words: string };
}

const tab = "min-h-9 rounded-md px-2.5 text-small sm:min-h-7";

/** A text in Markdown, and what it will look like: made by the server, so that the phone pays nothing for it. */
export function MarkdownField({
  help = "Markdown: **bold**, lists, links, `code`.",
  ...rest
}: TextareaFieldProps<string>) {
  const [shown, setShown] = useState(false);
  const preview = useFetcher<Preview>();
  const around = useRef<HTMLDivElement>(null);
  const look = () => {
    const text = around.current?.querySelector("textarea")?.value ?? "";
    preview.submit({ text }, { method: "post", action: "/resources/markdown" });
    setShown(true);
  };
  return (
    <div ref={around} className="relative">
      <TextareaField {...rest} help={help} className={shown ? "hidden" : undefined} />
      {shown && <p className="mb-1 font-medium">{rest.label}</p>}
      {shown && (
        <section
          aria-label="Preview"
          aria-busy={preview.state !== "idle"}
          className="min-h-24 rounded-md border border-border px-3 py-2"
        >
          {preview.data?.html === undefined ? (
            <p className="text-text-muted">{preview.data?.failed?.words ?? "One moment…"}</p>
          ) : (
            <Prose html={preview.data.html} />
          )}
        </section>
      )}
      {useHydrated() && (
        <div className="absolute -top-2 right-0 flex gap-1 sm:-top-1.5">
          <button
            type="button"
            aria-pressed={!shown}
            onClick={() => setShown(false)}
            className={cx(tab, shown ? "text-text-muted" : "bg-surface-sunken font-medium")}
          >
            Write
          </button>
          <button
            type="button"
            aria-pressed={shown}
            onClick={look}
            className={cx(tab, shown ? "bg-surface-sunken font-medium" : "text-text-muted")}
          >
            Preview
          </button>
        </div>
      )}
    </div>
  );
}
