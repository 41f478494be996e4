import type { FeedPlace } from "#packages/core/feed.ts";
import type { ProcessBrief, SessionUser } from "#packages/core/session.ts";

/** Who is asking, as the hub of their process confirmed it for this very request. */
export interface Session {
  sid: string;
  user: SessionUser;
  /** The user's own process. */
  process: ProcessBrief;
  permissions: string[];
  /** Where what this request reads stands in the feed of that process. */
  place: FeedPlace;
  expiresAt: number;
  by: "cookie" | "bearer";
}
