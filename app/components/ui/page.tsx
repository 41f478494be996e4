import type { ReactNode } from "react";
import type { NotReached as Missing } from "#packages/core/endpoint.ts";
import { NotReached } from "./feedback/not-reached.tsx";

export interface PageProps {
  title: ReactNode;
  /** One line under the title. */
  subtitle?: ReactNode;
  /** The one primary action, at the right. */
  action?: ReactNode;
  /** A row of `FilterChips`, with the `SearchBox` if there is one. */
  filters?: ReactNode;
  /** Processes that a page about all of them is without. */
  notReached?: readonly Missing[];
  children: ReactNode;
}

/** Every page: title, primary action, filters, content. Its title is the page's one h1. */
export function Page({ title, subtitle, action, filters, notReached = [], children }: PageProps) {
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 py-5 sm:px-6 lg:px-8">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-title text-balance">{title}</h1>
          {subtitle && <p className="text-text-muted">{subtitle}</p>}
        </div>
        {action && <div data-print="hide">{action}</div>}
      </header>
      {filters && (
        <div data-print="hide" className="flex flex-wrap items-center gap-2">
          {filters}
        </div>
      )}
      <NotReached processes={notReached} />
      {children}
    </div>
  );
}
