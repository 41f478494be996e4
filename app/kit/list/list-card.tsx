import { useLocation, useSearchParams } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import { Card } from "#app/components/ui/card.tsx";
import { type Filter, paramsOf } from "#app/components/ui/list/filter.ts";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { NewRows, useHeldRows } from "#app/live/held-rows.tsx";
import type { Page } from "#packages/core/paging.ts";
import { ListEmpty } from "./list-empty.tsx";
import { ActedRows, ListRows } from "./list-rows.tsx";
import type { ListShown } from "./list-shown.ts";
import { summaryOf } from "./summary.ts";

export interface ListCardProps<Row> extends ListShown<Row> {
  page: Page<Row>;
  filters: readonly Filter[];
  create: ReactNode;
}

/** The rows of a list, those that came since behind "3 new", and the way to its other pages. */
export function ListCard<Row>(props: ListCardProps<Row>) {
  const { page, filters, things, caption, rowId, shape, isMine, empty, create } = props;
  const { search } = useLocation();
  const [params] = useSearchParams();
  const box = useRef<HTMLDivElement>(null);
  const { rows, held, waiting, release } = useHeldRows(page.items, rowId, search, shape.columns ? isMine : everyRow);
  const show = () => {
    release();
    // The button that was pressed is gone with what it held back.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[data-row-link]")?.focus());
  };
  const nothing = <ListEmpty narrowedBy={filters.flatMap(paramsOf)} things={things} empty={empty} create={create} />;
  const isFirst = !params.has("cursor") && !params.has("before");
  return (
    <Card flush label={caption}>
      <div ref={box}>
        <NewRows held={held} look={held > 0 ? props.heldLook?.(waiting) : undefined} onShow={show} />
        {props.acts ? (
          <ActedRows {...props} rows={rows} acts={props.acts} nothing={nothing} />
        ) : (
          <ListRows {...props} rows={rows} nothing={nothing} />
        )}
      </div>
      <Pagination nextCursor={page.nextCursor} summary={summaryOf(page, isFirst)} />
    </Card>
  );
}

const everyRow = () => true;
