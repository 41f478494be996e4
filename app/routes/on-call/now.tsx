import { Link } from "@remix-run/react";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { capital } from "#packages/core/capital.ts";
import { type OnCallRole, onCallRoleWords } from "#packages/on-call/rules.ts";

export interface Holder {
  role: OnCallRole;
  user: { id: string; name: string; problem: string | null } | null;
}

interface OnCallNowProps {
  items: readonly Holder[];
  /** Where the gap is filled; null for those who may not. */
  addTo: ((role: OnCallRole) => string) | null;
}

/** Who would be paged this minute. */
export function OnCallNow({ items, addTo }: OnCallNowProps) {
  return (
    <section aria-label="On call now" className="grid gap-2 sm:grid-cols-[1.4fr_1fr_1fr] sm:gap-3">
      {items.map((holder) => (
        <NowCard key={holder.role} holder={holder} addTo={addTo?.(holder.role) ?? null} />
      ))}
    </section>
  );
}

function NowCard({ holder: { role, user }, addTo }: { holder: Holder; addTo: string | null }) {
  const first = role === "primary";
  const gap = user?.problem !== null;
  return (
    <div
      className={cx(
        "flex items-center gap-3 rounded-lg border px-4 py-2.5 sm:min-h-24 sm:gap-4 sm:py-4",
        gap && first ? "border-danger bg-danger-soft" : "border-border bg-surface-raised",
      )}
    >
      {user ? (
        <Avatar name={user.name} decorative />
      ) : (
        <Icon name="user-x" className={cx("size-7 shrink-0", first ? "text-danger-text" : "text-text-muted")} />
      )}
      <div className="min-w-0">
        <h2 className="text-small font-normal text-text-muted">{onCallRoleWords[role]} now</h2>
        <p className={cx("break-words", first ? "text-title text-heading" : "font-semibold")}>
          {user?.name ?? (first ? "Nobody is on call" : "Nobody")}
        </p>
        {user?.problem && (
          <p className="text-small text-danger-text">{capital(user.problem)}. The next role is paged instead.</p>
        )}
        {!user && first && (
          <p className="text-small text-danger-text">Pages go to the backup, or else to every manager.</p>
        )}
        {!user && addTo && (
          <Link
            to={addTo}
            preventScrollReset
            className="inline-flex min-h-8 items-center font-medium text-accent-text underline"
          >
            Add someone
            <span className="sr-only"> as {onCallRoleWords[role].toLowerCase()} today</span>
          </Link>
        )}
      </div>
    </div>
  );
}
