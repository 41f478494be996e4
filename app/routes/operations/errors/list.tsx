import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { listLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { titled } from "#app/kit/titled.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ListErrors } from "#packages/errors/inputs.ts";
import { listErrors } from "#packages/errors/views.server.ts";
import { errorColumns } from "../error-columns.tsx";

export const meta = titled("Errors");
export const loader = listLoader({
  permission: "system.admin",
  filter: ListErrors,
  read: (api, filter) => api.in(platformProcess).view(listErrors, filter),
});

export default function Errors() {
  const list = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <ListPage
      title="Errors"
      subtitle="What broke unexpectedly, each kept for 30 days after it was last seen."
      things={["error", "errors"]}
      list={{ ...list, choice: { processes: null, current: null } }}
      entity="error"
      caption="Errors, last seen first"
      rowId={({ id }) => id}
      shape={{ columns: errorColumns, href: ({ id }) => `/operations/errors/${id}${search}`, opensOver: true }}
      empty={{
        icon: "circle-check",
        title: "Nothing broke in the last 30 days",
        text: "An unexpected error appears here and is mailed to super admins.",
      }}
    >
      <Outlet />
    </ListPage>
  );
}
