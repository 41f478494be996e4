import { Link, useLocation, useSearchParams } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import type { ViewAnswer } from "#packages/views/answer.ts";
import { viewSearch } from "#packages/views/rules.ts";
import { ChangeView, SaveView } from "./view-forms.tsx";

const look =
  "inline-flex min-h-10 max-w-56 items-center gap-1.5 rounded-md border px-2.5 text-small font-medium sm:min-h-8 hover:bg-surface-sunken";

interface ViewRowProps {
  views: readonly ViewAnswer[];
  /** What "Mine" stands for, as the address says it; without one there is no such view. */
  mine?: string;
}

/** The list as somebody wants it again: "Mine", one's own views, those that are shared; and a way to save what is shown. */
export function ViewRow({ views, mine }: ViewRowProps) {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const mayUse = useCan("views.use");
  const mayManage = useCan("views.manage");
  if (!mayUse) return null;
  const shown = viewSearch(params.toString());
  const all = [
    ...(mine === undefined
      ? []
      : [{ id: "mine", name: "Mine", search: viewSearch(mine), shared: false, ownerName: "" }]),
    ...views,
  ];
  const current = views.find(({ search }) => search === shown);
  const isNew = shown !== "" && !all.some(({ search }) => search === shown);
  if (all.length === 0 && !isNew) return null;
  return (
    <nav aria-label="Views" data-print="hide" className="flex min-w-0 flex-wrap items-center gap-2">
      {all.map(({ id, name, search, shared, ownerName }) => (
        <Link
          key={id}
          to={`${pathname}${search && `?${search}`}`}
          preventScrollReset
          aria-current={search === shown ? "page" : undefined}
          title={shared ? `Shared by ${ownerName}` : undefined}
          className={cx(look, search === shown ? "border-accent bg-success-soft" : "border-border bg-surface-raised")}
        >
          {shared && <Icon name="users" className="size-3.5 shrink-0 text-text-muted" />}
          <span className="truncate">{name}</span>
        </Link>
      ))}
      {current && (current.own || mayManage) && <ChangeView key={current.id} view={current} />}
      {isNew && <SaveView key={shown} page={pathname.slice(1)} search={shown} />}
    </nav>
  );
}
