import { Card } from "#app/components/ui/card.tsx";
import type { Filter } from "#app/components/ui/list/filter.ts";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { SearchBox } from "#app/components/ui/list/search-box.tsx";
import { titled } from "#app/kit/titled.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("Lists · Kit");
export const loader = requireLocalStart;

const names = ["Open", "Acknowledged", "In progress", "Resolved", "Waiting for the client"];
const options = names.map((label) => ({ value: label.toLowerCase().replaceAll(" ", "_"), label }));

const filters: Filter[] = [
  {
    param: "status",
    label: "Status",
    options: [{ value: "all", label: "All", alone: true }, ...options],
    absent: "open",
  },
  { param: "sort", label: "Order", options, single: true },
  { param: "source", label: "A filter with a long name", options },
];

export default function Lists() {
  return (
    <>
      <h1 className="text-title">Lists</h1>
      <Specimen name="Filters and search">
        <State of="Several of many, one of many, and at the end of the row; / goes to the search">
          <div className="flex flex-wrap items-center gap-2">
            <SearchBox label="Search the kit" />
            <FilterChips filters={filters} />
          </div>
        </State>
      </Specimen>
      <Specimen name="Pages of a list">
        <State of="The only one, with how many">
          <Card flush>
            <Pagination nextCursor={null} summary="1–2 of 2" />
          </Card>
        </State>
        <State of="With more">
          <Card flush>
            <Pagination nextCursor="next" summary="1–50 of 1,204" />
          </Card>
        </State>
      </Specimen>
    </>
  );
}
