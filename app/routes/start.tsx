import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { allowedItems } from "#app/components/shell/navigation.ts";
import { refusalResponse } from "#app/lib/refusal.server.ts";

/** The first page that this person may see; whose part of the product is not there yet is told so. */
export async function loader({ context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok && session.error.code === "unauthenticated") throw redirect("/login");
  if (!session.ok) throw refusalResponse(context, session.error);
  const first = allowedItems(session.value.permissions)[0];
  throw redirect(first?.to ?? "/welcome");
}

/** Never shown: the loader always throws. A route with a component answers with the error page, one without with bare JSON. */
export default function Start() {
  return null;
}
