import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { leaveNothing } from "#app/kit/leave-nothing.ts";
import { signOut } from "#app/session.server.ts";

export const action = ({ context }: ActionFunctionArgs) => signOut(context);

export const clientAction = leaveNothing;

/** Somebody typed the address: only a form may end a session. */
export const loader = () => redirect("/");
