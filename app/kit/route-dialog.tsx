import { useNavigate } from "@remix-run/react";
import type { ReactNode } from "react";
import { Card } from "#app/components/ui/card.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { useHydrated } from "#app/lib/hydrated.ts";

export interface RouteDialogProps {
  title: string;
  description?: string;
  /** The address of the page beneath. */
  closeTo: string;
  size?: "small" | "normal" | "wide";
  /** It is a form: the focus begins in its first field. */
  focusField?: boolean;
  children: ReactNode;
}

/** A child route as a dialog over its parent's page. Until there is a script it is a section on that page, and works as well. */
export function RouteDialog({ title, description, closeTo, children, ...dialog }: RouteDialogProps) {
  const navigate = useNavigate();
  const onPage = (
    <div data-until-dialog>
      <Card title={title} className="max-w-xl">
        {description && <p className="mb-3 text-small text-text-muted">{description}</p>}
        {children}
      </Card>
    </div>
  );
  if (!useHydrated()) return onPage;
  return (
    <Dialog
      open
      title={title}
      description={description}
      onClose={() => navigate(closeTo, { preventScrollReset: true, replace: true })}
      meanwhile={onPage}
      {...dialog}
    >
      {children}
    </Dialog>
  );
}
