import { useLoaderData, useLocation } from "@remix-run/react";
import type { ComponentType } from "react";
import { Page } from "#app/components/ui/page.tsx";
import type { Choice } from "./choice.ts";
import { ChooseProcess } from "./process-choice.tsx";

/** What the page of a `formLoader` is given. */
export interface FactsOf<Loader extends (...args: never[]) => Promise<{ facts: unknown }>> {
  facts: NonNullable<Awaited<ReturnType<Loader>>["facts"]>;
  choice: Choice;
}

/** A page about one process: whoever sees several chooses first. Another process or record begins the page anew. */
export function forProcess<Props extends { facts: object; choice: Choice }>(
  Shown: ComponentType<Props>,
  { title, what }: { title: string; what: string },
) {
  return function ForProcess() {
    // The loader of the same route, which `Props` is made from.
    const loaded = useLoaderData() as { choice: Choice; facts: Props["facts"] | null };
    const { pathname } = useLocation();
    if (loaded.facts) return <Shown key={`${pathname} ${loaded.choice.current}`} {...(loaded as Props)} />;
    return (
      <Page title={title}>
        <ChooseProcess choice={loaded.choice} what={what} />
      </Page>
    );
  };
}
