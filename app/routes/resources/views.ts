import { type ActionFunctionArgs, data, redirect } from "@remix-run/cloudflare";
import { keepInput } from "#app/kit/keep-input.ts";
import { refused } from "#app/kit/list/acted.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import { errors, statusOf } from "#packages/core/errors.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import { createView, removeView, updateView } from "#packages/views/commands.server.ts";
import { homeOf } from "#packages/views/home.ts";

/** Where the list is then shown. */
interface Place {
  page: string;
  search: string;
}

/** Saves, changes or deletes a view of a list, and goes to the list as it is then. */
export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "views.use");
  const done = await act(api, formOf(context));
  if (done.ok) throw redirect(`/${done.value.page}${done.value.search && `?${done.value.search}`}`);
  const { code, message, fields } = done.error;
  return data(refused(message, fields), { status: statusOf[code] });
}

export const clientAction = keepInput;

async function act(api: ApiContext, form: URLSearchParams): Promise<Result<Place>> {
  const id = form.get("id");
  const shared = form.get("shared") === "on";
  switch (form.get("act")) {
    case "create": {
      const [page, search] = [form.get("page"), form.get("search") ?? ""];
      return homeOf(api).execute(createView, { name: form.get("name"), page, search, shared });
    }
    case "update":
      return api.execute(updateView, { id, name: form.get("name"), shared });
    case "remove":
      return mapped(await api.execute(removeView, { id }), ({ page }) => ({ page, search: "" }));
    default:
      return refuse(errors.invalid("This page is from an older version. Load it again."));
  }
}
