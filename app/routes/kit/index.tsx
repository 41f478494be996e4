import { Link } from "@remix-run/react";
import { titled } from "#app/kit/titled.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { parts } from "./parts.ts";

export const meta = titled("Kit");
export const loader = requireLocalStart;

export default function Kit() {
  return (
    <>
      <div>
        <h1 className="text-title">Kit</h1>
        <p className="text-text-muted">Every primitive in every state. Only under the local start.</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2">
        {parts.map(({ to, label, about }) => (
          <li
            key={to}
            className="relative rounded-lg border border-border bg-surface-raised p-4 hover:border-border-strong"
          >
            <Link to={to} className="font-semibold after:absolute after:inset-0 after:rounded-lg">
              {label}
            </Link>
            <p className="text-text-muted">{about}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
