import type { AppLoadContext } from "@remix-run/cloudflare";
import { data, redirect } from "@remix-run/cloudflare";
import type { Deletion } from "#packages/core/deletion.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { statusOf } from "#packages/core/errors.ts";
import { deletedParam, deletedValue } from "./deleted-param.ts";
import { formOf } from "./forms.server.ts";

/** What the form of `DeleteRecord` asks for; then the page that is left. */
export async function deleteRecord(
  context: AppLoadContext,
  api: ApiContext,
  deletion: Deletion,
  id: string,
  to: string,
) {
  const reason = formOf(context).get("reason") ?? "";
  const deleted = await api.execute(deletion.remove, { id, reason });
  if (deleted.ok) {
    const mark = `${deletedParam}=${deletedValue(deletion.restore.audit.entity, id)}`;
    throw redirect(`${to}${to.includes("?") ? "&" : "?"}${mark}`);
  }
  const { message, code, fields } = deleted.error;
  return data({ problem: fields?.reason?.[0] ?? message }, { status: statusOf[code] });
}
