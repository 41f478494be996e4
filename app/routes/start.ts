import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { allowedItems } from "#app/components/shell/navigation.ts";

/** The first page that this person may see. */
export function loader({ context }: LoaderFunctionArgs) {
  const { session } = context.services;
  if (!session) throw redirect("/login");
  throw redirect(allowedItems(session.permissions)[0]?.to ?? "/welcome");
}
