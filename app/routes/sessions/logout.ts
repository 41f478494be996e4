import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { signOut } from "#app/session.server.ts";

export const action = ({ context }: ActionFunctionArgs) => signOut(context);

/** Somebody typed the address: only a form may end a session. */
export const loader = () => redirect("/");
