import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { allowedItems } from "#app/components/shell/navigation.ts";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { errors } from "#packages/core/errors.ts";

/** The first page that this person may see; nobody is sent in a circle who may see none. */
export async function loader({ context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok && session.error.code === "unauthenticated") throw redirect("/login");
  if (!session.ok) throw refusalResponse(context, session.error);
  const first = allowedItems(session.value.permissions)[0];
  if (first) throw redirect(first.to);
  throw refusalResponse(
    context,
    errors.forbidden("Nothing has been set up for your role yet. Ask an admin of your process."),
  );
}

/** Never shown: the loader always throws. A route with a component answers with the error page, one without with bare JSON. */
export default function Start() {
  return null;
}
