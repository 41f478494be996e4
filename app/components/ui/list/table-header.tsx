import { Link, useSearchParams } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { sortParam } from "#app/lib/url.ts";
import { type Column, roomOf } from "./table-props.ts";

export function TableHeader<Row>({ column }: { column: Column<Row> }) {
  const [params] = useSearchParams();
  const order =
    params.get("sortBy") === column.key ? (params.get("sortOrder") === "asc" ? "ascending" : "descending") : undefined;
  const arrow = order === "ascending" ? "arrow-up" : "arrow-down";
  return (
    <th
      scope="col"
      aria-sort={order}
      className={cx(
        "sticky top-12 z-10 lg:top-0 h-10 border-b border-border bg-surface-raised text-left text-small font-medium text-text-muted",
        column.align === "end" && "text-right",
        column.width,
        roomOf(column),
      )}
    >
      {column.sortable ? (
        <Link
          to={sortParam(params, column.key)}
          replace
          preventScrollReset
          className={cx("inline-flex items-center gap-1 hover:text-text", order && "text-text")}
        >
          {column.header}
          {order && <Icon name={arrow} className="size-3.5" />}
        </Link>
      ) : (
        column.header
      )}
    </th>
  );
}
