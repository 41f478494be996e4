import { Link, useLocation, useNavigate } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";

export interface IncidentFrameProps {
  /** A dialog over the list; otherwise a page. */
  over: boolean;
  /** The dialog's; the page brings a heading of its own. */
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function IncidentFrame({ over, title, actions, children }: IncidentFrameProps) {
  const { search } = useLocation();
  const navigate = useNavigate();
  const list = `/incidents${search}`;
  if (over) {
    return (
      <Dialog
        open
        onClose={() => navigate(list, { preventScrollReset: true })}
        title={title}
        size="wide"
        footer={actions}
      >
        {children}
      </Dialog>
    );
  }
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-3 pb-24 sm:px-6 lg:px-8 lg:pb-5">
      <Link
        to={list}
        prefetch="intent"
        data-print="hide"
        className="-ml-1 inline-flex min-h-10 items-center gap-1 text-text-muted hover:text-text"
      >
        <Icon name="chevron-left" className="size-4" />
        Incidents
      </Link>
      {children}
      {actions && (
        <div
          data-print="hide"
          data-page-actions
          className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 flex flex-wrap gap-2 border-t border-border bg-surface-raised px-4 py-2.5 lg:hidden"
        >
          {actions}
        </div>
      )}
    </div>
  );
}
