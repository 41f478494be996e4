import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { useAct } from "#app/kit/forms/use-act.ts";
import { cx } from "#app/lib/cx.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";

/** On or off; where somebody stops being paged by it that is asked on a page of its own. What the server refuses goes back and says why. */
export function ChainSwitch({ chain: { id, name, version, isActive } }: { chain: ChainAnswer }) {
  const { fetcher } = useAct<{ problem: string }>(undefined, {
    onAnswer: (answer) => toast(answer.problem, { tone: "danger" }),
  });
  const { Form, formData } = fetcher;
  const on = formData ? formData.get("isActive") === "true" : isActive;
  return (
    <Form method="post" className="shrink-0">
      <CommandId answer={fetcher.data} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="isActive" value={String(!on)} />
      <button
        type="submit"
        role="switch"
        aria-checked={on}
        aria-label={`${name} is active`}
        className="flex min-h-11 items-center gap-2 rounded-md px-1 sm:min-h-7"
      >
        <span aria-hidden="true" className="w-6 text-right text-small text-text-muted">
          {on ? "On" : "Off"}
        </span>
        <span
          aria-hidden="true"
          className={cx(
            "flex h-5.5 w-10 items-center rounded-full border p-0.5 transition-colors",
            on ? "justify-end border-accent bg-accent" : "border-border-strong bg-surface-sunken",
          )}
        >
          <span className={cx("size-4 rounded-full", on ? "bg-on-accent" : "bg-border-strong")} />
        </span>
      </button>
    </Form>
  );
}
