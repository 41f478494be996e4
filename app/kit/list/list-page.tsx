import type { ReactNode } from "react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import type { Filter } from "#app/components/ui/list/filter.ts";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { SearchBox } from "#app/components/ui/list/search-box.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { useRevalidateOn } from "#app/live/hooks.ts";
import type { NotReached } from "#packages/core/endpoint.ts";
import type { Page as PageOfRows } from "#packages/core/paging.ts";
import type { Permission } from "#packages/core/permissions.ts";
import type { ViewAnswer } from "#packages/views/answer.ts";
import type { Choice } from "../choice.ts";
import { ChooseProcess, useKeepProcess } from "../process-choice.tsx";
import { processFilter } from "./filters.ts";
import { ListCard } from "./list-card.tsx";
import type { ListShown } from "./list-shown.ts";
import { ViewRow } from "./view-row.tsx";

/** What of a loader's answer the page needs; `page` null: a process has to be chosen first. */
export interface ShownList<Row> {
  choice: Choice;
  page: PageOfRows<Row> | null;
  limited?: boolean;
  views?: readonly ViewAnswer[];
  notReached?: readonly NotReached[];
}

export interface ListPageProps<Row> extends ListShown<Row> {
  title: string;
  subtitle?: ReactNode;
  list: ShownList<Row>;
  /** Events about these kinds load it again. */
  entity?: string | readonly string[];
  create?: { to: string; label: string; permission: Permission };
  /** Beside it. */
  actions?: ReactNode;
  /** Label of the text search; without one there is none. */
  search?: string;
  /** Beside the choice of a process, which is there for those who may choose. */
  filters?: readonly Filter[];
  /** What the view "Mine" stands for: `assignedToId=me`. */
  mine?: string;
  /** In place of the list while a process has to be chosen: "Each process has people of its own." */
  choose?: string;
  /** While D1 is away, what the list is without it. */
  limited?: string;
  /** Between the filters and the list. */
  notice?: ReactNode;
  /** Under the list: what belongs to the page, or the outlet that a record opens in. */
  children?: ReactNode;
}

/** A list with all that lists have: filters in the address, live rows, acts, pages, and the four states. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const {
    title,
    subtitle,
    list,
    entity = [],
    create,
    actions,
    search,
    filters = [],
    mine,
    choose,
    limited,
    notice,
    children,
  } = props;
  const keepProcess = useKeepProcess();
  const mayCreate = useCan(create?.permission);
  useRevalidateOn({ entity });
  const chips = [...filters, ...processFilter(list.choice)];
  const button = create && mayCreate && list.page && (
    <ButtonLink variant="primary" to={keepProcess(create.to)}>
      <Icon name="plus" className="size-4" />
      {create.label}
    </ButtonLink>
  );
  return (
    <Page
      title={title}
      subtitle={subtitle}
      action={
        (actions || button) && (
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            {button}
          </div>
        )
      }
      filters={
        (search || chips.length > 0) && (
          <>
            {search && <SearchBox label={search} />}
            {chips.length > 0 && <FilterChips filters={chips} />}
          </>
        )
      }
      notReached={list.notReached ?? []}
    >
      {list.views && <ViewRow views={list.views} {...(mine === undefined ? {} : { mine })} />}
      {list.limited && (
        <Notice tone="warning" icon="cloud-off" role="status">
          {limited}
        </Notice>
      )}
      {notice}
      {list.page ? (
        <ListCard key={list.choice.current} {...props} page={list.page} filters={chips} create={button} />
      ) : (
        <ChooseProcess choice={list.choice} what={choose ?? ""} />
      )}
      {children}
    </Page>
  );
}
